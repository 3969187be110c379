package io.vfioreplay.hardware.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model behind every protocol, used by a seeded guest and VMM. Checked: what was recorded of a device is what its model
 * predicts; replaying twice, and from a snapshot in the middle, gives the same state; a changed answer is found where it stands.
 */
class PredictingHostTest {

    private static final long SEED = 20_261_124;
    private static final int STEPS = 4_000;

    static Stream<Arguments> devices() {
        return ServiceLoader.load(KnownDeviceProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(provider -> Stream.of(Protocol.values())
                        .map(protocol -> Arguments.of(provider.name(), protocol, provider)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("devices")
    void models_predictEveryAnswerOfTheLiveDevice(String name, Protocol protocol, KnownDeviceProvider provider) {
        Set<Long> unknown = new TreeSet<>();
        PredictingHost host = replayed(recorded(provider, protocol, unknown), provider);

        assertThat(host.predictions().wrong()).as("seed %d", SEED).isEmpty();
        assertThat(host.predictions().reads().unknown()
                        + host.predictions().others().unknown())
                .isEqualTo(unknown.size());
        assertThat(host.predictions().reads().right()).isGreaterThan(STEPS / 40);
        assertThat(host.predictions().others().right()).isGreaterThan(STEPS / 40);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("devices")
    void replay_givesTheSameStateTwiceAndFromASnapshotInTheMiddle(
            String name, Protocol protocol, KnownDeviceProvider provider) {
        List<Event> events = recorded(provider, protocol, new TreeSet<>());
        PredictingHost whole = replayed(events, provider);
        for (int middle = 0; middle < events.size(); middle += events.size() / 7) {
            PredictingHost first = replayed(events.subList(0, middle), provider);
            PredictingHost second = host(provider);
            second.restore(first.snapshot());
            assertThat(second.tree().digest()).isEqualTo(first.tree().digest());
            events.subList(middle, events.size()).forEach(event -> event.sendTo(second));

            assertThat(second.tree().digest())
                    .as("snapshot at %d, seed %d", middle, SEED)
                    .isEqualTo(whole.tree().digest());
            assertThat(second.snapshot()).isEqualTo(whole.snapshot());
            assertThat(second.predictions().wrong()).isEmpty();
        }
        assertThat(replayed(events, provider).tree()).isEqualTo(whole.tree());
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("devices")
    void models_nameTheFirstAnswerThatWasChanged(String name, Protocol protocol, KnownDeviceProvider provider) {
        Set<Long> unknown = new TreeSet<>();
        List<Event> events = recorded(provider, protocol, unknown);
        long changed = events.stream()
                .filter(event -> !unknown.contains(event.stamp().position()))
                .filter(event -> isAnsweredRead(event) && event.stamp().position() > STEPS / 3)
                .findFirst()
                .orElseThrow()
                .stamp()
                .position();
        PredictingHost host = host(provider);
        FlatEventSink flipping = (envelope, kind, values, payload) ->
                host.accept(envelope, kind, values, envelope.position() == changed ? flipped(payload) : payload);
        events.forEach(event -> event.sendTo(flipping));

        assertThat(host.predictions().wrong()).hasSize(1);
        assertThat(host.predictions().wrong().get(0).position()).isEqualTo(changed);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("devices")
    void models_sayNothingBehindAGap(String name, Protocol protocol, KnownDeviceProvider provider) {
        PredictingHost host = host(provider);
        List<Event> events = recorded(provider, protocol, new TreeSet<>());
        events.get(0).sendTo(host);
        new Flattener(host).eventsLost(Stamp.at(1, Envelope.HOST), 1, GapCause.values()[0], Payload.empty());
        events.stream()
                .skip(events.size() / 2)
                .filter(event -> event.kind() != EventKind.DEVICE_STATE_SET)
                .forEach(event -> event.sendTo(host));

        assertThat(host.predictions().wrong()).isEmpty();
        assertThat(host.predictions().reads().right()).isZero();
        assertThat(host.predictions().reads().unknown()).isPositive();
        assertThat(host.tree().toString()).isNotEmpty();
    }

    private static boolean isAnsweredRead(Event event) {
        boolean isRead = event.kind() == EventKind.MMIO_READ || event.kind() == EventKind.CONFIG_READ;
        return isRead
                && event.stamp().result() == Envelope.OK
                && event.payload().length() > 0;
    }

    /** Far from the right value, also for an answer that may lie within a range. */
    private static Payload flipped(Payload payload) {
        byte[] bytes = payload.toByteArray();
        bytes[bytes.length - 1] ^= 0x55;
        return Payload.of(bytes);
    }

    private static List<Event> recorded(KnownDeviceProvider provider, Protocol protocol, Set<Long> unknown) {
        List<Event> events = new ArrayList<>();
        LiveHost live = new LiveHost(
                provider, protocol, SEED, (e, kind, values, p) -> events.add(Event.copyOf(e, kind, values, p)));
        for (int i = 0; i < STEPS; i++) {
            live.step();
        }
        unknown.addAll(live.unknown());
        return events;
    }

    private static PredictingHost replayed(List<Event> events, KnownDeviceProvider provider) {
        PredictingHost host = host(provider);
        events.forEach(event -> event.sendTo(host));
        return host;
    }

    private static PredictingHost host(KnownDeviceProvider provider) {
        return new PredictingHost(Map.of(0, new PredictingHost.Choice(provider, Evidence.NONE, new ExpectedStream())));
    }
}
