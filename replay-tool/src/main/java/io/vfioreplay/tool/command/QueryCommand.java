package io.vfioreplay.tool.command;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.query.Query;
import io.vfioreplay.engine.query.Sequence;
import io.vfioreplay.engine.replay.Timeline;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code query}: the events that a filter is true of. */
@Command(
        name = "query",
        description = {
            "Show the events that a filter is true of, or that follow one another.",
            "",
            "A filter compares fields:",
            "  kind position device record   what dump shows in its columns; device: a number or host",
            "  since  time  duration         since the first event; an instant or ns since 1970; of a request",
            "  phase  state                  the state before the event; the one that the event carries",
            "  region offset value length    region: a number, bar0, config, migration; value: up to 8 bytes",
            "  errno                         OK, EINVAL, 22, FAILED, UNANSWERED, UNOBSERVED",
            "  data bytes text               the payload in hex, its length, as text",
            "  and every other field that dump shows, by name. Values: decimal or 0x, 1.5s 10ms 3us, 4KiB,"
                    + " names as dump shows them; v2 states by name, v1 states by number or as 'SAVING|RUNNING'.",
            "",
            "  ==  !=  <  <=  >  >=          a phase of which several are possible equals none of them",
            "  ~ 'REGEX'                     in what dump shows for the field",
            "  in {1, 4..8}                  a set, with ranges",
            "  and  or  not  ( )             a test on an absent field is false; a bare field asks for it",
            "",
            "A sequence joins two filters:",
            "  A followed by B               each A, and the first B behind it",
            "  A not followed by B           each A without any B behind it",
            "  A without B                   each A without a B up to the next A",
            "  ... within 10ms               or \"within 20 events\": how far behind A; not for \"without\"",
            "  ... on the same device        A and B are events of one device"
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay query source.pcap 'kind == deviceStateSet'",
            "  vfio-replay query source.pcap 'errno != OK and not kind ~ feature'",
            "  vfio-replay query source.pcap 'region == bar0 and offset in {0..7} and value > 0x100'",
            "  vfio-replay query source.pcap 'phase == STOP_COPY and since > 1.5s' 100-end",
            "  vfio-replay query destination.pcap 'kind == migrationDataWritten and duration > 100us' --count",
            "  vfio-replay query source.pcap 'state == STOP_COPY followed by kind ~ mmio within 10ms'",
            "  vfio-replay query source.vfj 'kind == dmaIssued without kind == dmaCompleted on the same device'",
            "",
            "Exit codes: 0 something matches, 1 nothing does, 2 the filter or the journal cannot be read."
        })
final class QueryCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "JOURNAL", description = "A journal or a capture.")
    private Path source = Path.of("");

    @Parameters(index = "1", paramLabel = "QUERY", description = "A filter or a sequence, in quotes.")
    private String filter = "";

    @Parameters(
            index = "2..*",
            paramLabel = "RANGE",
            description = "Positions: 17, 10-20 (both included), 10-end, end. Without one: all.")
    private List<String> ranges = List.of();

    @Option(
            names = {"-c", "--count"},
            description = "Show only how many there are.")
    private boolean count;

    @Option(names = "--absolute", description = "Times in seconds since 1970 UTC.")
    private boolean absolute;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Option(names = "--skip-damage", description = "Go on behind damaged places of the journal, and list them.")
    private boolean skipDamage;

    QueryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Query query = Query.parse(filter);
        try (Opened opened = Opened.open(console, source, skipDamage)) {
            List<Range> wanted = EventOutput.ranges(ranges, opened.timeline().eventCount());
            long found = query instanceof Sequence sequence
                    ? sequences(opened.timeline(), new SequenceOutput.Wanted(wanted, sequence, json, absolute))
                    : events(opened.timeline(), new EventOutput.Wanted(wanted, (Filter) query, json, absolute));
            opened.reportDamage(console);
            if (found == 0 && console.live()) {
                console.err().println("no event matches"); // A terminal that shows nothing looks as if it had failed.
            }
            return found > 0 ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }

    private long events(Timeline timeline, EventOutput.Wanted wanted) {
        if (!count) {
            return EventOutput.write(console, timeline, wanted);
        }
        long found = EventOutput.count(console, timeline, wanted);
        console.line(Long.toString(found));
        return found;
    }

    private long sequences(Timeline timeline, SequenceOutput.Wanted wanted) {
        if (!count) {
            return SequenceOutput.write(console, timeline, wanted);
        }
        long found = SequenceOutput.count(console, timeline, wanted);
        console.line(Long.toString(found));
        return found;
    }
}
