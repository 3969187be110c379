package io.vfioreplay.tool.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.simulate.Fault;
import io.vfioreplay.tool.json.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journals that ship exercise. */
final class CoverageCommandTest {

    private static final Path SHIPPED = Path.of("src", "test", "resources", "regress");

    @TempDir
    private Path temp;

    @Test
    void coverage_tellsWhatIsAndWhatIsNot() {
        ToolRun run = ToolRun.of("coverage", SHIPPED);
        assertThat(run.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(run.out())
                .startsWith("65 cases")
                .contains("rules, triggered: 124 of 138")
                .contains("v1-rfc2: 81 of 90")
                .contains("deviceStateSet EIO, in");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void coverage_namesTheFaultsThatWereSimulatedAndThoseThatRecordingsLookLike() throws IOException {
        ToolRun.of("simulate", "--seed", "7", "--fault", "stream-foreign", "-o", temp.resolve("simulated"));
        ToolRun.of("simulate", "--seed", "8", "-o", temp.resolve("clean"));
        for (String side : List.of("f12-source.vfj.tar.zst", "f12-destination.vfj.tar.zst")) {
            Files.copy(SHIPPED.resolve("vfio-user").resolve(side), temp.resolve(side));
        }

        assertThat(ToolRun.of("coverage", temp).out())
                .startsWith("3 cases: 1 recorded, 2 simulated")
                .contains(
                        "in simulated cases: 1 of 67\n  stream-foreign (F-14, F-16)\n  never: stream-truncated (F-18)");
        List<?> faults = (List<?>) requireNonNull(
                JsonTree.object(ToolRun.of("coverage", temp, "--json").out()).get("faults"));
        assertThat(faults).hasSize(Fault.values().length);
        assertThat(object(fault(faults, "stream-foreign")))
                .containsEntry("source", "F-14, F-16, R-78")
                .containsEntry("simulated", 1L)
                .containsEntry("similar", 1L);
        assertThat(object(fault(faults, "stream-corrupted")))
                .containsEntry("simulated", 0L)
                .containsEntry("similar", 1L);
        assertThat(object(fault(faults, "both-ran")))
                .containsEntry("simulated", 0L)
                .containsEntry("similar", 0L);
    }

    /** Whatever is packed says where it came from as well. */
    @Test
    void coverage_knowsASimulatedJournalThatWasPackedAlone() throws IOException {
        Path made = temp.resolve("made");
        ToolRun.of("simulate", "--seed", "7", "--fault", "stream-foreign", "-o", made);
        Path cases = Files.createDirectory(temp.resolve("cases"));
        ToolRun.of("pack", made.resolve("destination.vfj"), "-o", cases.resolve("one.vfj.tar.zst"));
        assertThat(ToolRun.of("coverage", cases).out())
                .startsWith("1 case: 0 recorded, 1 simulated")
                .contains("stream-foreign (F-14, F-16)");
    }

    private static Object fault(List<?> faults, String name) {
        return faults.stream()
                .filter(each -> name.equals(object(each).get("fault")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void coverage_ofATableThatIsMeasuredIsThatOfTheRecording() throws IOException {
        Files.copy(SHIPPED.resolve("vfio-user/py-migration.vfj.tar.zst"), temp.resolve("a.vfj.tar.zst"));
        Map<String, Object> tables =
                member(ToolRun.of("coverage", temp, "--json").out(), "tables");
        assertThat(object(tables.get("v2, features 5")))
                .hasSize(9)
                .containsEntry("RUNNING -> PRE_COPY", 1L)
                .containsEntry("STOP -> RESUMING", 1L);
        assertThat(object(tables.get("v2, features 7")).values()).containsOnly(0L);
    }

    /** The claim of the few cases is checked, not believed: alone they cover what all cover. */
    @Test
    void minimal_coversTheSame() throws IOException {
        List<String> few =
                ToolRun.of("coverage", SHIPPED, "--minimal").out().lines().toList();
        assertThat(few).hasSizeLessThan(65);
        for (String name : few) {
            Files.createDirectories(temp.resolve(name).getParent());
            for (String side : List.of("", "-source", "-destination")) {
                Path file = SHIPPED.resolve(name + side + ".vfj.tar.zst");
                if (Files.exists(file)) {
                    Files.copy(file, temp.resolve(name + side + ".vfj.tar.zst"));
                }
            }
        }
        String all = ToolRun.of("coverage", SHIPPED, "--json").out();
        String part = ToolRun.of("coverage", temp, "--json").out();
        assertThat(covered(part)).isEqualTo(covered(all));
    }

    @Test
    void coverage_leavesOutWhatCannotBeRead() throws IOException {
        Files.copy(SHIPPED.resolve("vfio-user/r02-source.vfj.tar.zst"), temp.resolve("a.vfj.tar.zst"));
        Files.write(temp.resolve("broken.pcap"), new byte[] {1, 2, 3});
        ToolRun run = ToolRun.of("coverage", temp);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).startsWith("1 case");
        assertThat(run.err()).contains("left out").contains("broken.pcap");
    }

    private static Set<String> covered(String document) {
        Set<String> covered = new HashSet<>(member(document, "errors").keySet());
        member(document, "tables")
                .forEach((table, items) -> object(items).forEach((name, count) -> {
                    if (!count.equals(0L)) {
                        covered.add(table + " " + name);
                    }
                }));
        for (Object fault : (List<?>) requireNonNull(JsonTree.object(document).get("faults"))) {
            if (!Long.valueOf(0).equals(object(fault).get("similar"))) {
                covered.add("" + object(fault).get("fault"));
            }
        }
        List<?> rules = (List<?>) requireNonNull(JsonTree.object(document).get("rules"));
        for (Object rule : rules) {
            if ("triggered".equals(object(rule).get("stand"))) {
                covered.add("" + object(rule).get("rule"));
            }
        }
        return covered;
    }

    private static Map<String, Object> member(String document, String name) {
        return object(JsonTree.object(document).get(name));
    }

    @SuppressWarnings("unchecked") // The keys of an object are texts.
    private static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) requireNonNull(value);
    }
}
