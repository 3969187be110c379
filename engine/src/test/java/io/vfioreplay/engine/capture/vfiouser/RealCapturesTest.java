package io.vfioreplay.engine.capture.vfiouser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.CaptureSummary.Messages;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.migration.StateV2;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Recordings of real sessions. The numbers were counted by another program straight from the packets, or are known from how
 * the recordings were made.
 */
final class RealCapturesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "f01-destination.pcap,       16, 0,  1,   10",
        "f05-destination.pcap,       16, 1,  1,   11",
        "f18-destination.pcap,        4, 0,  1,    4",
        "py-migration.pcap,         290, 3,  1,  150",
        "py-request_errors.pcap,     31, 6,  9,   39",
        "q05-device.pcap.gz,       2424, 46, 1, 1960",
        "s01-destination.pcap,       82, 0,  1,   51",
        "s01-source.pcap.gz,        218, 0,  1,  119",
    })
    void summary_accountsForEveryPacket(String file, long packets, long damaged, int devices, long events) {
        Recorded recorded = Recorded.of(Recorded.resource(directory, file));

        assertThat(recorded.summary().records()).isEqualTo(packets);
        assertThat(recorded.summary().damaged()).isEqualTo(damaged);
        assertThat(recorded.summary().understood()).isEqualTo(packets - damaged);
        assertThat(recorded.summary().devices()).hasSize(devices);
        assertThat(recorded.summary().events()).isEqualTo(events);
        assertThat(recorded.events()).hasSize((int) events);
    }

    @Test
    void summary_countsTheMessagesOfEachCommand() {
        Map<String, Messages> messages = new TreeMap<>();
        messages.put("DEVICE_FEATURE", answered(21));
        messages.put("DEVICE_GET_INFO", answered(1));
        messages.put("DEVICE_GET_IRQ_INFO", answered(5));
        messages.put("DEVICE_GET_REGION_INFO", answered(10));
        messages.put("DEVICE_RESET", answered(1));
        messages.put("DEVICE_SET_IRQS", answered(1));
        messages.put("DMA_MAP", answered(16));
        messages.put("DMA_READ", answered(4));
        messages.put("DMA_UNMAP", answered(8));
        messages.put("DMA_WRITE", answered(4));
        messages.put("MIG_DATA_READ", answered(25));
        messages.put("REGION_READ", new Messages(3, 2, 1, 0, 0));
        messages.put("REGION_WRITE", answered(9));
        messages.put("VERSION", answered(1));

        assertThat(Recorded.of(Recorded.resource(directory, "s01-source.pcap.gz"))
                        .summary()
                        .messages())
                .isEqualTo(messages);
    }

    private static Messages answered(long count) {
        return new Messages(count, count, 0, 0, 0);
    }

    @Test
    void messages_areCountedWhenFramingWasLost() {
        Map<String, Messages> messages = Recorded.of(Recorded.resource(directory, "q05-device.pcap.gz"))
                .summary()
                .messages();

        assertThat(messages).containsEntry("unexpected reply", new Messages(0, 0, 46, 0, 0));
        assertThat(messages).containsEntry("REGION_READ", new Messages(362, 360, 0, 0, 2));
        assertThat(messages).containsEntry("REGION_WRITE", new Messages(60, 60, 0, 964, 0));
        assertThat(messages).containsEntry("DMA_READ", answered(120));
        assertThat(messages).containsEntry("DMA_WRITE", answered(120));
    }

    @Test
    void messages_areCountedWhenRequestsAreWrong() {
        Map<String, Messages> messages = Recorded.of(Recorded.resource(directory, "py-request_errors.pcap"))
                .summary()
                .messages();

        assertThat(messages).containsEntry("DEVICE_SET_IRQS", new Messages(4, 0, 4, 0, 0));
        assertThat(messages).containsEntry("unexpected reply", new Messages(0, 1, 1, 0, 0));
        assertThat(messages).containsEntry("unknown command", new Messages(1, 0, 1, 0, 0));
        assertThat(messages).containsEntry("DEVICE_FEATURE", new Messages(1, 0, 0, 0, 1));
    }

    @Test
    void migrationData_isWhatTheDeviceHandedOutWithoutPadding() {
        Map<Long, Long> bytesPerState = new TreeMap<>();
        long state = -1;
        for (Event event :
                Recorded.of(Recorded.resource(directory, "s01-source.pcap.gz")).events()) {
            if (event.kind() == EventKind.DEVICE_STATE_SET) {
                state = event.value("requested").orElseThrow() & 0xff;
            } else if (event.kind() == EventKind.MIGRATION_DATA_READ) {
                assertThat(event.value("count")).contains((long) event.payload().length());
                bytesPerState.merge(state, event.value("count").orElseThrow(), Long::sum);
            }
        }

        assertThat(bytesPerState)
                .containsOnly(
                        Map.entry((long) StateV2.PRE_COPY.number(), 12288L),
                        Map.entry((long) StateV2.STOP_COPY.number(), 12296L));
    }

    @Test
    void migrationData_keepsWhatAMessageDeclaresAndWhatItCarries() {
        Recorded recorded = Recorded.of(Recorded.resource(directory, "f05-destination.pcap"));
        Event last = recorded.events().get(recorded.events().size() - 1);
        Event damage = recorded.of(EventKind.CAPTURE_DAMAGED).get(0);

        assertThat(last.kind()).isEqualTo(EventKind.MIGRATION_DATA_WRITTEN);
        assertThat(last.values()).containsExactly(-1L, 1024L, 924L);
        assertThat(last.stamp().result()).isEqualTo(Errno.EINVAL);
        assertThat(last.stamp().record()).isEqualTo(16);
        assertThat(damage.value("damage")).contains((long) DamageKind.LENGTH.ordinal());
        assertThat(damage.stamp().record()).isEqualTo(15);
    }

    @Test
    void stateSet_isAFailureWhenTheDeviceRefuses() {
        Event set = Recorded.of(Recorded.resource(directory, "f18-destination.pcap"))
                .of(EventKind.DEVICE_STATE_SET)
                .get(0);

        assertThat(set.value("requested"))
                .contains(StateV2.RESUMING.asDeviceState().packed());
        assertThat(set.stamp().result()).isEqualTo(Errno.EINVAL);
        assertThat(set.stamp().durationNanos()).isBetween(40_000L, 42_000L);
    }

    @Test
    void stateSet_isUnansweredWhenTheCaptureEndsFirst() {
        Recorded recorded = Recorded.of(Recorded.resource(directory, "py-request_errors.pcap"));
        Event last = recorded.events().get(recorded.events().size() - 1);

        assertThat(last.kind()).isEqualTo(EventKind.DEVICE_STATE_SET);
        assertThat(last.stamp().result()).isEqualTo(Envelope.UNANSWERED);
        assertThat(last.stamp().record()).isEqualTo(31);
        assertThat(last.stamp().device()).isEqualTo(8);
    }
}
