package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExportCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    private Path capture() {
        return Captures.copy("f05-destination.pcap", directory);
    }

    /** The same members with the same values, only without indents. */
    @Test
    void jsonl_writesEachEventAsDumpDoes() {
        Path capture = capture();

        ToolRun lines = ToolRun.of("export", capture, "--to", "jsonl");

        String dumped = ToolRun.of("dump", capture, "--json").out();
        String events = dumped.substring(dumped.indexOf('[') + 1, dumped.lastIndexOf(']'));
        assertThat(withoutSpace(lines.out()).replace("}{", "},{")).isEqualTo(withoutSpace(events));
        assertThat(lines.out().split("\n", -1)).hasSize(12);
        assertThat(lines.code()).isZero();
    }

    private static String withoutSpace(String json) {
        return json.replaceAll("\\s+", "");
    }

    @Test
    void jsonl_writesNothingWhereNothingIsWanted() {
        assertThat(ToolRun.of("export", capture(), "--to", "jsonl", "--filter", "kind == vmmExited"))
                .isEqualTo(new ToolRun(0, "", ""));
    }

    @Test
    void pcapng_refusesToOverwriteAndLeavesWhatIsThere() throws IOException {
        Path there = Files.writeString(directory.resolve("there.pcapng"), "mine");

        ToolRun run = ToolRun.of("export", capture(), "--to", "pcapng", "-o", there);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("exists already; choose a new name, or remove it first");
        assertThat(there).hasContent("mine");
    }

    @Test
    void pcapng_givesTheSameEventsWhenItIsReadAgain() {
        Path capture = capture();
        Path back = directory.resolve("back.pcapng");

        ToolRun run = ToolRun.of("export", capture, "--to", "pcapng", "-o", back);

        assertThat(run.out()).isEqualTo(back + ": 16 packets\n");
        assertThat(lines(back)).isEqualTo(lines(capture));
    }

    /** Damage lies elsewhere in a file of another format. */
    private static String[] lines(Path recording) {
        return Arrays.stream(ToolRun.of("dump", recording).out().split("\n", -1))
                .map(line -> line.replaceAll("byteOffset=\\d+", ""))
                .toArray(String[]::new);
    }

    @Test
    void perfetto_saysHowTheClocksStandOnStandardErrorOnly() {
        Path capture = capture();

        ToolRun run = ToolRun.of("export", capture, "--destination", capture, "--to", "perfetto");

        assertThat(run.out()).startsWith("{\"displayTimeUnit\"").endsWith("]}\n");
        assertThat(run.err()).startsWith("vfio-replay: clocks: ");
    }

    @Test
    void vcd_isADumpOfWaveforms() {
        assertThat(ToolRun.of("export", capture(), "--to", "vcd").out())
                .startsWith("$version vfio-replay $end\n")
                .contains("\n$enddefinitions $end\n");
    }

    @Test
    void parquet_isWrittenToANewFile() throws IOException {
        Path table = directory.resolve("events.parquet");

        ToolRun run = ToolRun.of("export", capture(), "--to", "parquet", "-o", table);

        assertThat(run.out()).isEqualTo(table + ": 11 events\n");
        assertThat(new String(Files.readAllBytes(table), 0, 4, StandardCharsets.US_ASCII))
                .isEqualTo("PAR1");
    }

    @ParameterizedTest
    @CsvSource({
        "pcapng,     pcapng is not text",
        "parquet,    parquet is written to a file only",
        "jsonnl,     did you mean jsonl?",
        "nothing,    expected one of perfetto",
    })
    void to_saysWhatToDoWhenItCannotBeDone(String format, String advice) {
        ToolRun run = ToolRun.of("export", capture(), "--to", format);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(advice);
    }

    @Test
    void destination_isForTracesOnly() {
        Path capture = capture();

        assertThat(ToolRun.of("export", capture, "--destination", capture, "--to", "vcd")
                        .err())
                .contains("--destination is for perfetto");
    }
}
