package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.replay.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded logs with less in them, in other files, or with a line that QEMU writes when a device refuses. */
final class RearrangedLogsTest {

    @TempDir
    private Path directory;

    private LogFixture logs;

    @BeforeEach
    void makeFixture() {
        logs = new LogFixture(directory);
    }

    @ParameterizedTest
    @CsvSource({"v1-kill-dst, stderr.txt", "v2-kill-dst, stderr.txt.gz"})
    void examine_tellsAFailureFromACancellationWithoutTheLinesOfTheMigration(String name, String messages) {
        List<String> vfioOnly = trace(name, "source").stream()
                .filter(line -> line.contains(":vfio_"))
                .toList();
        try (Timeline source = logs.imported(vfioOnly, LogFixture.lines(name + "/source/" + messages))) {
            Postmortem answer = LogFixture.examine(source);

            assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(answer.blame()).isEqualTo(Blame.UNKNOWN);
        }
    }

    @Test
    void examine_takesTheWordOfTheNotifierOfV1() {
        List<String> vfioOnly = trace("v1-kill-dst", "source").stream()
                .filter(line -> line.contains(":vfio_"))
                .toList();
        try (Timeline source = logs.imported(vfioOnly)) {
            assertThat(LogFixture.examine(source).verdict()).isEqualTo(Verdict.FAILED);
        }
    }

    @ParameterizedTest
    @CsvSource({"v2-kill-dst, true", "v2-kill-dst, false", "v1-kill-dst, true", "v1-kill-dst, false"})
    void examine_blamesNoDeviceForWhatAVmmSaidInALogOfBoth(String name, boolean withThreads) {
        List<String> both = Stream.concat(trace(name, "source").stream(), trace(name, "destination").stream())
                .sorted(Comparator.comparing(RearrangedLogsTest::time))
                .map(line -> withThreads ? line : line.substring(line.indexOf(':') + 1))
                .toList();
        try (Timeline log = logs.imported(both)) {
            Postmortem answer = LogFixture.examine(log);

            assertThat(answer.verdict()).as(answer.sentence()).isEqualTo(Verdict.FAILED);
            assertThat(answer.blame()).isEqualTo(Blame.UNKNOWN);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "v1-ok, migrated, none",
        "v2-ok, migrated, none",
        "v1-two-devices, migrated, none",
        "v2-two-devices, migrated, none",
        "v1-kill-dst, failed, unknown",
        "v2-mismatch, failed, destination-device"
    })
    void examine_tellsTwoVmsApartThatCallTheirDevicesTheSame(String name, String verdict, String blame) {
        List<String> both = Stream.concat(trace(name, "source").stream(), trace(name, "destination").stream())
                .sorted(Comparator.comparing(RearrangedLogsTest::time))
                .map(line -> line.replace("e0fa1002", "e0fa1001").replace("e0fa1004", "e0fa1003"))
                .toList();
        try (Timeline log = logs.imported(both)) {
            Postmortem answer = LogFixture.examine(log);

            assertThat(answer.verdict().label()).as(answer.sentence()).isEqualTo(verdict);
            assertThat(answer.blame().label()).as(answer.sentence()).isEqualTo(blame);
        }
    }

    @Test
    void examine_ordersFilesOfThreadsWhoseClockWasSetBack() {
        try (Timeline source = logs.imported(perThread(trace("v2-clock-back", "source")));
                Timeline destination = logs.imported(perThread(trace("v2-clock-back", "destination")))) {
            Postmortem answer = LogFixture.examine(source, destination);

            assertThat(answer.verdict()).isEqualTo(Verdict.MIGRATED);
            assertThat(answer.blame()).as(answer.sentence()).isEqualTo(Blame.NONE);
            assertThat(answer.stream().savedBytes()).hasValue(96);
        }
    }

    @Test
    void examine_findsTheDeviceThatRefusedToLoad() {
        List<String> refused = new ArrayList<>();
        for (String line : trace("v2-ok", "destination")) {
            refused.add(line);
            if (line.contains("new state RESUMING")) {
                String front = line.substring(0, line.indexOf(':') + 1);
                String device = line.substring(line.indexOf('('), line.indexOf(')') + 1);
                refused.add(front + "vfio_migration_set_device_state  " + device + " state RUNNING");
                refused.add(front + "migrate_set_state new state failed");
                break;
            }
        }
        try (Timeline source = logs.imported(trace("v2-ok", "source"));
                Timeline destination = logs.imported(refused)) {
            Postmortem answer = LogFixture.examine(source, destination);

            assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(answer.blame()).isEqualTo(Blame.DESTINATION_DEVICE);
        }
    }

    @Test
    void examine_findsWhichOfTwoDevicesRefused() {
        List<String> refused = new ArrayList<>();
        for (String line : trace("v2-two-devices", "destination")) {
            boolean second = line.contains("vfio_load_state_device_data") && line.contains("1004)");
            refused.add(second ? line.replace("ret 0", "ret -22") : line);
            if (second) {
                refused.add(line.substring(0, line.indexOf(':') + 1) + "migrate_set_state new state failed");
                break;
            }
        }
        try (Timeline source = logs.imported(trace("v2-two-devices", "source"));
                Timeline destination = logs.imported(refused)) {
            Postmortem answer = LogFixture.examine(source, destination);

            assertThat(answer.blame()).isEqualTo(Blame.DESTINATION_DEVICE);
            assertThat(answer.sentence()).contains("EINVAL");
        }
    }

    @Test
    void examine_saysThatRecordingsAreNotOfOneMigration() {
        try (Timeline source = logs.imported(trace("v2-ok", "source"));
                Timeline destination = logs.imported(trace("v1-ok", "destination"))) {
            Postmortem answer = LogFixture.examine(source, destination);

            assertThat(answer.verdict()).isEqualTo(Verdict.INCOMPLETE);
            assertThat(answer.sentence()).contains("not of one migration");
            assertThat(answer.stream().firstDifference()).isEmpty();
            assertThat(answer.stream().compared()).isEqualTo(Postmortem.Compared.NOTHING);
            assertThat(answer.downtimeNanos()).isEmpty();
            assertThat(answer.clocks())
                    .returns(OptionalLong.empty(), Postmortem.Clocks::usedNanos)
                    .returns(OptionalLong.empty(), Postmortem.Clocks::maxNanos)
                    .extracting(Postmortem.Clocks::sentence)
                    .asString()
                    .contains("not of one migration");
        }
    }

    @Test
    void examine_takesTheWordOfAVmmWhoseLogIsMissing() {
        try (Timeline messages = logs.imported(LogFixture.lines("v2-mismatch/destination/stderr.txt.gz"))) {
            Postmortem answer = LogFixture.examine(messages);

            assertThat(answer.verdict()).isEqualTo(Verdict.FAILED);
            assertThat(answer.sentence())
                    .contains("the VMM of the destination reported")
                    .doesNotContain("0 bytes");
        }
    }

    private static List<String> trace(String name, String side) {
        return LogFixture.lines(name + "/" + side + "/trace.log.gz");
    }

    private static String time(String line) {
        int at = line.indexOf('@');
        return at < 0 ? "" : line.substring(at + 1, line.indexOf(':'));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // An array of lists has no other type.
    private static List<String>[] perThread(List<String> lines) {
        Map<String, List<String>> files = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> line.substring(0, Math.max(0, line.indexOf('@'))), TreeMap::new, Collectors.toList()));
        return files.values().toArray(new List[0]);
    }
}
