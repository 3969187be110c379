package io.vfioreplay.hardware.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.RandomEvents;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * All models under a recording of any events in any order. Checked: no exception, bounded memory, the same seed gives the same
 * state. {@code -Dvfioreplay.hostileEvents=N} makes it longer.
 */
class HostileRecordingTest {

    private static final int EVENTS = Integer.getInteger("vfioreplay.hostileEvents", 1_000_000);
    private static final long SEED = 7;
    private static final int SNAPSHOT_BYTES_MAX = 4 << 20;
    /** Devices are opened again from time to time, since little is predicted of a device that was left in doubt. */
    private static final int OPENED_EVERY = 50;

    @Test
    void host_endsInTheSameBoundedStateWheneverTheSeedIsTheSame() {
        PredictingHost first = replayed(SEED);
        PredictingHost second = replayed(SEED);

        assertThat(second.tree().digest())
                .as("seed %d", SEED)
                .isEqualTo(first.tree().digest());
        assertThat(second.snapshot()).isEqualTo(first.snapshot());
        assertThat(first.snapshot()).hasSizeLessThan(SNAPSHOT_BYTES_MAX);
        assertThat(first.predictions().wrong()).hasSize(Predictions.WRONG_MAX);
        assertThat(first.predictions().reads().right()).isPositive();
        assertThat(replayed(SEED + 1).tree().digest()).isNotEqualTo(first.tree().digest());
    }

    @Test
    void collector_keepsALimitedNumberOfDevices() {
        EvidenceCollector collector = new EvidenceCollector();
        RandomEvents random = new RandomEvents(SEED);
        for (int i = 0; i < EVENTS / 4; i++) {
            random.send(i, collector);
        }
        assertThat(collector.evidence()).hasSizeLessThanOrEqualTo(EvidenceCollector.DEVICES_MAX);
        ServiceLoader.load(KnownDeviceProvider.class)
                .forEach(provider -> collector.evidence().values().forEach(provider::recognises));
    }

    private static PredictingHost replayed(long seed) {
        PredictingHost host = new PredictingHost(choices());
        RandomEvents random = new RandomEvents(seed);
        // A gap of the whole host would leave every model in doubt most of the time.
        FlatEventSink sink = (envelope, kind, values, payload) ->
                host.accept(envelope.device() < 0 ? Stamp.at(0, 0) : envelope, kind, values, payload);
        Flattener typed = new Flattener(host);
        for (int i = 0; i < EVENTS; i++) {
            if (i % OPENED_EVERY == 0) {
                Protocol protocol = Protocol.values()[i / OPENED_EVERY % Protocol.values().length];
                choices().keySet().forEach(index -> typed.deviceOpened(Stamp.at(0, index), protocol, Payload.empty()));
            }
            random.send(i, sink);
        }
        return host;
    }

    private static Map<Integer, PredictingHost.Choice> choices() {
        Map<Integer, PredictingHost.Choice> choices = new TreeMap<>();
        for (KnownDeviceProvider provider : ServiceLoader.load(KnownDeviceProvider.class)) {
            choices.put(choices.size(), new PredictingHost.Choice(provider, Evidence.NONE, new ExpectedStream()));
        }
        return choices;
    }
}
