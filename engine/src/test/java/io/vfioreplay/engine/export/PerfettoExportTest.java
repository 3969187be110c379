package io.vfioreplay.engine.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.json.JsonReader;
import io.vfioreplay.engine.json.JsonValue;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the trace event format, of traces of real migrations. */
final class PerfettoExportTest {

    private static final Pattern TIMED = Pattern.compile(
            "\\{\"ph\":\"(.)\",\"name\":\"((?:[^\"\\\\]|\\\\.)*)\",\"pid\":(\\d),"
                    + "\"tid\":(\\d+)(?:,\"ts\":(-?\\d+\\.\\d{3}))?(?:,\"dur\":(\\d+\\.\\d{3}))?(?:,\"cat\":\"migration\",\"id\":(\\d+))?.*}");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    private Path directory;

    /** One line of a trace. */
    private record Line(
            String phase, String name, String track, BigDecimal ts, BigDecimal dur, String id, String text) {}

    @Test
    void run_writesATraceThatKeepsTheRules() {
        List<Line> lines = migration("f12");

        assertThat(lines).anyMatch(line -> line.phase.equals("X") && line.name.equals("STOP_COPY"));
        assertThat(lines).anyMatch(line -> line.phase.equals("i") && line.name.startsWith("R-75"));
        assertThat(lines).anyMatch(line -> line.phase.equals("C") && line.name.equals("migration data loaded"));
        assertThat(lines)
                .anyMatch(line -> line.text.contains("\"cname\":\"terrible\"") && line.text.contains("EINVAL"));
        slicesOfATrackNest(lines);
        countersOfAProcessRunForward(lines);
    }

    /** Thirteen chunks were written: each has an arrow from the read that holds its last byte, which began before on the source. */
    @Test
    void run_linksEachChunkThatWasLoadedToTheOneThatWasSaved() {
        List<Line> lines = migration("f12");
        Map<String, Line> starts = new HashMap<>();
        lines.stream().filter(line -> line.phase.equals("s")).forEach(line -> starts.put(line.id, line));
        List<Line> ends = lines.stream().filter(line -> line.phase.equals("f")).toList();

        assertThat(ends).hasSize(13).allMatch(end -> end.track.startsWith("2/") && starts.containsKey(end.id));
        assertThat(starts.values()).allMatch(start -> start.track.startsWith("1/"));
        List<Line> slices =
                lines.stream().filter(line -> line.phase.equals("X")).toList();
        assertThat(ends).allMatch(end -> begins(slices, end, "migrationDataWritten"));
        assertThat(starts.values()).allMatch(start -> begins(slices, start, "migrationDataRead"));
    }

    private static boolean begins(List<Line> slices, Line arrow, String name) {
        return slices.stream()
                .anyMatch(slice -> slice.name.equals(name)
                        && slice.track.equals(arrow.track)
                        && slice.ts.compareTo(arrow.ts) == 0);
    }

    @Test
    void run_givesTheSameBytesAgain() {
        assertThat(trace("s06")).isEqualTo(trace("s06"));
    }

    private List<Line> migration(String name) {
        String trace = trace(name);
        JsonValue document = JsonReader.read(trace);
        assertThat(document).isNotNull();
        List<Line> lines = new ArrayList<>();
        for (String text : trace.split("\n", -1)) {
            if (text.startsWith("{\"ph\"")) {
                Matcher m = TIMED.matcher(text.endsWith(",") ? text.substring(0, text.length() - 1) : text);
                assertThat(m.matches()).as(text).isTrue();
                boolean isTimed = m.group(5) != null;
                assertThat(isTimed).as(text).isNotEqualTo(m.group(1).equals("M"));
                lines.add(new Line(
                        m.group(1),
                        m.group(2),
                        m.group(3) + "/" + m.group(4),
                        isTimed ? new BigDecimal(m.group(5)) : BigDecimal.ZERO,
                        m.group(6) == null ? BigDecimal.ZERO : new BigDecimal(m.group(6)),
                        String.valueOf(m.group(7)),
                        text));
            }
        }
        return lines;
    }

    private String trace(String name) {
        Path source = directory.resolve(name + "-source.vfj");
        Path destination = directory.resolve(name + "-destination.vfj");
        if (!source.toFile().exists()) {
            Packets.imported(Packets.capture(name + "-source.pcap.gz"), source);
            Packets.imported(Packets.capture(name + "-destination.pcap.gz"), destination);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Timeline from = Timeline.open(source, DamagePolicy.STRICT);
                Timeline to = Timeline.open(destination, DamagePolicy.STRICT)) {
            PerfettoExport.run(from, to, Selection.ALL, out, Progress.NONE);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void slicesOfATrackNest(List<Line> lines) {
        Map<String, List<Line>> tracks = new TreeMap<>();
        lines.stream()
                .filter(line -> line.phase.equals("X"))
                .forEach(line -> tracks.computeIfAbsent(line.track, unused -> new ArrayList<>())
                        .add(line));
        for (List<Line> track : tracks.values()) {
            track.sort(Comparator.comparing(Line::ts).thenComparing(Line::dur, Comparator.reverseOrder()));
            ArrayDeque<BigDecimal> open = new ArrayDeque<>();
            for (Line slice : track) {
                while (!open.isEmpty() && open.element().compareTo(slice.ts) <= 0) {
                    open.pop();
                }
                BigDecimal end = slice.ts.add(slice.dur);
                assertThat(open.isEmpty() || end.compareTo(open.element()) <= 0)
                        .as(slice.text)
                        .isTrue();
                open.push(end);
            }
        }
    }

    private static void countersOfAProcessRunForward(List<Line> lines) {
        Map<String, BigDecimal> last = new HashMap<>();
        for (Line line : lines) {
            if (line.phase.equals("C")) {
                BigDecimal before = last.put(line.track + line.name, line.ts);
                assertThat(before == null || before.compareTo(line.ts) <= 0)
                        .as(line.text)
                        .isTrue();
            }
        }
    }
}
