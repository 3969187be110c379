package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;

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
            watch.of(event).v1.wasReset(event);
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
        Watched device = watch.of(event);
        learnProtocol(device, requested);
        if (requested.protocol() != Protocol.V2 && !device.isV2) {
            device.v1.written(event, requested.number());
        }
    }

    @Override
    public void deviceStateRead(Envelope event, DeviceState state, int dataFd) {
        Watched device = watch.of(event);
        learnProtocol(device, state);
        if (event.succeeded() && state.protocol() != Protocol.V2 && !device.isV2) {
            device.v1.stateRead(event, state.number());
        }
    }

    /** A recording that begins in the middle shows the protocol by the first state that is named. */
    private static void learnProtocol(Watched device, DeviceState state) {
        if (!device.protocolIsKnown && device.isV2 && state.protocol() != Protocol.V2) {
            device.isV2 = false;
            device.v1.speaks(state.protocol());
        }
    }

    @Override
    public void migrationRegisterRead(Envelope event, int offset, int width, long value) {
        Watched device = watch.of(event);
        if (device.isV2) {
            return;
        }
        StreamV1 stream = device.v1.stream;
        stream.refused |= event.result() > 0;
        boolean stopCopy = device.v1.isInPhase(StateV1.SAVING);
        if (event.result() != Envelope.OK || !device.v1.isSettled(event)) {
            return;
        }
        if (offset == RegisterV1.PENDING_BYTES && width == Long.BYTES) {
            stream.pendingRead(stopCopy, value);
        } else if (offset == RegisterV1.DATA_OFFSET) {
            stream.segmentTaken(stopCopy, 0);
        } else if (offset == RegisterV1.DATA_SIZE) {
            stream.segmentTaken(stopCopy, value);
        }
    }

    @Override
    public void migrationRegisterWritten(Envelope event, int offset, int width, long value) {
        Watched device = watch.of(event);
        if (device.isV2) {
            return;
        }
        boolean mayMove = offset >= 0 && offset < RegisterV1.RESERVED && event.result() <= 0;
        if (mayMove) {
            device.v1.forget();
        } else if (offset == RegisterV1.DATA_SIZE && event.result() >= 0) {
            device.v1.stream.loaded(event.result() > 0, 0);
        }
    }

    @Override
    public void migrationWindowRead(Envelope event, long offset, int length, Payload data) {
        Watched device = watch.of(event);
        if (device.isV2) {
            return;
        }
        device.v1.stream.refused |= event.result() > 0;
        if (event.result() == Envelope.OK && length > 0) {
            device.v1.stream.windowRead(device.v1.isInPhase(StateV1.SAVING), length, data);
        }
    }

    @Override
    public void migrationWindowWritten(Envelope event, long offset, int length, Payload data) {
        if (!watch.of(event).isV2 && event.result() >= 0) {
            watch.of(event).v1.stream.loaded(event.result() > 0, Math.max(0, length));
        }
    }

    @Override
    public void dmaIssued(Envelope event, long id, int target, DmaDirection direction, long address, long length) {
        ran(event);
    }

    @Override
    public void dmaCompleted(
            Envelope event, long id, int target, DmaDirection direction, long address, long length, Payload data) {
        ran(event);
    }

    @Override
    public void interruptRaised(Envelope event, int index, int vector) {
        ran(event);
    }

    @Override
    public void internalStateChanged(Envelope event, Payload digest) {
        ran(event);
        Watched device = watch.of(event);
        device.v1.stream.changedUnsent |= device.v1.isInPhase(StateV1.SAVING | StateV1.RUNNING);
    }

    private void ran(Envelope event) {
        WatchedV1 device = watch.of(event).v1;
        device.hasRun |= device.surelyHas(StateV1.RUNNING) && device.isSettled(event);
    }

    @Override
    public void externalStateChanged(Envelope event, Payload what) {
        disturbed(event);
        watch.of(event).v1.stream.externalAt = event.timeNanos();
    }

    @Override
    public void configWritten(Envelope event, long offset, int length, int origin, Payload data) {
        disturbed(event);
    }

    @Override
    public void interruptsConfigured(Envelope event, int index, int start, int count, long flags, int fds) {
        disturbed(event);
    }

    private void disturbed(Envelope event) {
        WatchedV1 device = watch.of(event).v1;
        boolean saving = device.isInPhase(StateV1.SAVING, StateV1.SAVING | StateV1.RUNNING);
        device.stream.disturbed |= event.succeeded() && saving;
    }
}
