package io.vfioreplay.tool.command;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.stats.Dimension;
import io.vfioreplay.engine.stats.Statistics;
import io.vfioreplay.tool.json.StatsJson;
import io.vfioreplay.tool.text.StatsText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stats}: counts, rates and histograms. */
@Command(
        name = "stats",
        description = {
            "Count events, how often they come and how long they take: by kind, phase, device and register.",
            "p50, p99 and max are of the time from a request to its answer; p50 and p99 are right to two percent."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay stats source.pcap                       four tables and two histograms",
            "  vfio-replay stats source.pcap --by phase,kind       by both together",
            "  vfio-replay stats source.pcap --by register --top 50 --filter 'phase == STOP_COPY'",
            "  vfio-replay stats source.vfj 100-end --json",
            "",
            "Exit codes: 0 done, 1 damage was passed over, 2 the filter or the journal cannot be read."
        })
final class StatsCommand implements Callable<Integer> {

    private static final List<List<Dimension>> EACH = List.of(
            List.of(Dimension.KIND), List.of(Dimension.PHASE), List.of(Dimension.DEVICE), List.of(Dimension.REGISTER));

    private final Console console;

    @Parameters(index = "0", paramLabel = "JOURNAL", description = "A journal or a capture.")
    private Path source = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "RANGE",
            description = "Positions: 17, 10-20 (both included), 10-end, end. Without one: all.")
    private List<String> ranges = List.of();

    @Option(
            names = "--by",
            paramLabel = "WORDS",
            description = "kind, register, phase, device, or some of them together with commas; can be repeated.")
    private List<String> by = List.of();

    @Option(names = "--top", paramLabel = "N", defaultValue = "10", description = "Groups of each table, default 10.")
    private int top;

    @Option(
            names = {"-w", "--filter", "--where"},
            paramLabel = "FILTER",
            description = "Only events that this is true of; see \"query --help\".")
    private String where = "";

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "${env:COLUMNS:-80}",
            description = "Columns to use, 60 to 400, default 80 or what COLUMNS says.")
    private int width;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Option(names = "--skip-damage", description = "Go on behind damaged places of the journal, and list them.")
    private boolean skipDamage;

    StatsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Filter filter = where.isEmpty() ? Filter.ALL : Filter.parse(where);
        Statistics statistics = new Statistics(
                by.isEmpty() ? EACH : by.stream().map(StatsCommand::dimensions).toList());
        if (top < 0) {
            throw new UnusableException("--top " + top + " is less than nothing; expected 0 or more");
        }
        try (Opened opened = Opened.open(console, source, skipDamage)) {
            Timeline timeline = opened.timeline();
            collect(console, timeline, EventOutput.ranges(ranges, timeline.eventCount()), filter, statistics);
            if (json) {
                StatsJson.write(console.out(), statistics, top);
            } else {
                new StatsText(console.palette(), console.palette().width(width))
                        .lines(statistics, top)
                        .forEach(console::line);
            }
            return opened.reportDamage(console);
        }
    }

    private static void collect(
            Console console, Timeline timeline, List<Range> ranges, Filter filter, Statistics statistics) {
        try (ProgressLine progress = new ProgressLine(console, "reading")) {
            for (Range range : ranges) {
                Statistics.Pass pass = statistics.pass(filter, timeline.originNanos());
                if (pass.needsHistory()) {
                    FilteredPass.before(timeline, range, progress, pass::pass);
                }
                timeline.replay(range, progress, pass);
            }
        }
    }

    private static List<Dimension> dimensions(String words) {
        List<Dimension> dimensions = new ArrayList<>();
        for (String word : words.split(",", -1)) {
            Dimension dimension = Stream.of(Dimension.values())
                    .filter(known -> known.label().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> unknown(word.strip()));
            if (!dimensions.contains(dimension)) {
                dimensions.add(dimension);
            }
        }
        return dimensions;
    }

    private static UnusableException unknown(String word) {
        List<String> words = Stream.of(Dimension.values()).map(Dimension::label).toList();
        String hint = Suggestion.nearest(word, words)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("expected one or more of " + String.join(", ", words));
        return new UnusableException("nothing is counted by \"" + word + "\"; " + hint);
    }
}
