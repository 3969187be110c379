package io.vfioreplay.tool.command;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.tool.command.EventOutput.Wanted;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dump}: the events, one per line. */
@Command(
        name = "dump",
        description = {
            "Show the events of a journal, one per line.",
            "A line has: position, seconds since the first event, device, kind, fields, result unless it is OK, duration, #packet."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay dump source.vfj                    all of it",
            "  vfio-replay dump source.vfj 100-120 end        a range, and the last event",
            "  vfio-replay dump source.vfj 100-end --filter 'phase == STOP_COPY and errno != OK'",
            "  vfio-replay dump source.pcap --filter 'kind == deviceStateSet'"
        })
final class DumpCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "JOURNAL", description = "A journal or a capture.")
    private Path source = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "RANGE",
            description = "Positions: 17, 10-20 (both included), 10-end, end. Without one: all.")
    private List<String> ranges = List.of();

    @Option(
            names = {"-w", "--filter", "--where"},
            paramLabel = "FILTER",
            description = "Only events that this is true of; see \"query --help\".")
    private String where = "";

    @Option(names = "--absolute", description = "Times in seconds since 1970 UTC.")
    private boolean absolute;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Option(names = "--skip-damage", description = "Go on behind damaged places of the journal, and list them.")
    private boolean skipDamage;

    DumpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Filter filter = where.isEmpty() ? Filter.ALL : Filter.parse(where);
        try (Opened opened = Opened.open(console, source, skipDamage)) {
            Timeline timeline = opened.timeline();
            List<Range> wanted = EventOutput.ranges(ranges, timeline.eventCount());
            EventOutput.write(console, timeline, new Wanted(wanted, filter, json, absolute));
            return opened.reportDamage(console);
        }
    }
}
