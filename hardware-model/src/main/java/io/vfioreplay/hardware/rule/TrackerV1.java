package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;

/** Moves what is believed about the state of v1 devices past an event; it runs behind the checks. */
final class TrackerV1 implements PartialEventSink {

    private final Watch watch;

    TrackerV1(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void deviceOpened(Envelope event, Protocol protocol, Payload name) {
        if (protocol != Protocol.V2) {
            watch.of(event).v1.opened(protocol);
        }
    }

    @Override
    public void deviceClosed(Envelope event) {
        watch.of(event).v1.forget();
    }

    @Override
    public void deviceReset(Envelope event, ResetCause cause) {
        if (event.succeeded()) {
            watch.of(event).v1.wasReset();
        } else if (event.result() == Envelope.UNANSWERED) {
            watch.of(event).v1.forget();
        }
    }

    @Override
    public void migrationFeaturesRead(Envelope event, long flags) {
        if (event.succeeded() && !watch.of(event).isV2) {
            watch.of(event).v1.featuresRead(flags);
        }
    }

    @Override
    public void deviceStateSet(Envelope event, DeviceState requested, int dataFd) {
        if (requested.protocol() != Protocol.V2 && !watch.of(event).isV2) {
            watch.of(event).v1.written(event, requested.number());
        }
    }

    @Override
    public void deviceStateRead(Envelope event, DeviceState state, int dataFd) {
        if (event.succeeded() && state.protocol() != Protocol.V2 && !watch.of(event).isV2) {
            watch.of(event).v1.stateRead(state.number());
        }
    }
}
