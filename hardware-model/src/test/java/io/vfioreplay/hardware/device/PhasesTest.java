package io.vfioreplay.hardware.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: {@link ObservedHost}, which takes in every event. */
final class PhasesTest {

    private static final int EVENTS = 3_000;
    private static final int DEVICES = 7;
    private static final int[] RESULTS = {
        Envelope.OK, Envelope.OK, Envelope.OK, Envelope.UNOBSERVED, Errno.EINVAL, Envelope.FAILED, Envelope.UNANSWERED
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void label_isWhatAnObservedHostBelieves(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ObservedHost host = new ObservedHost();
        Phases phases = new Phases();
        for (int i = 0; i < EVENTS; i++) {
            if (random.nextInt(100) == 0) {
                phases = Phases.of(host); // As one who begins here.
            }
            Unflattener observer = new Unflattener(host);
            Unflattener tracker = new Unflattener(phases);
            happen(random, new Flattener((envelope, kind, values, payload) -> {
                observer.accept(envelope, kind, values, payload);
                if (Phases.mayChange(kind)) {
                    tracker.accept(envelope, kind, values, payload);
                }
            }));
            assertSame(phases, host, "seed " + seed + ", event " + i);
        }
    }

    @Test
    void label_isEmptyForTheHostAndForWhatIsNotKept() {
        Phases phases = new Phases();
        phases.deviceStateRead(Stamp.at(0, Limits.DEVICES_MAX), DeviceState.of(Protocol.V2, 2), EventSink.NO_DATA_FD);
        phases.deviceStateRead(Stamp.at(0, Envelope.HOST), DeviceState.of(Protocol.V2, 2), EventSink.NO_DATA_FD);
        assertThat(phases.isKnown(Limits.DEVICES_MAX)).isFalse();
        assertThat(phases.isKnown(Envelope.HOST)).isFalse();
        assertThat(phases.label(Envelope.HOST)).isEmpty();
    }

    private static void assertSame(Phases phases, ObservedHost host, String where) {
        for (int device = 0; device < DEVICES; device++) {
            StateBelief belief =
                    host.device(device).map(ObservedDevice::believedState).orElse(StateBelief.UNKNOWN);
            assertThat(phases.label(device))
                    .as(where)
                    .isEqualTo(belief.candidates().isEmpty() ? "" : belief.label());
            assertThat(phases.packed(device))
                    .as(where)
                    .isEqualTo(belief.state().map(DeviceState::packed).orElse(Phases.NO_STATE));
        }
    }

    private static void happen(SplittableRandom random, EventSink sink) {
        Stamp stamp = Stamp.at(0, random.nextInt(-1, DEVICES)).withResult(RESULTS[random.nextInt(RESULTS.length)]);
        Protocol protocol = random.nextBoolean() ? Protocol.V2 : Protocol.V1_UAPI;
        DeviceState state = DeviceState.of(protocol, random.nextInt(9));
        EventKind[] kinds = EventKind.values();
        switch (kinds[random.nextInt(12)]) {
            case DEVICE_OPENED -> sink.deviceOpened(stamp, protocol, Payload.ofUtf8("nic"));
            case DEVICE_CLOSED -> sink.deviceClosed(stamp);
            case DEVICE_RESET -> sink.deviceReset(stamp, ResetCause.values()[0]);
            case MIGRATION_FEATURES_READ -> sink.migrationFeaturesRead(stamp, random.nextInt(9));
            case DEVICE_STATE_READ -> sink.deviceStateRead(stamp, state, EventSink.NO_DATA_FD);
            default -> sink.deviceStateSet(stamp, state, EventSink.NO_DATA_FD);
        }
    }
}
