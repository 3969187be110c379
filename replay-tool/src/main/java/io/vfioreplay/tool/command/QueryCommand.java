package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.tool.command.EventOutput.Wanted;
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
            "Show the events that a filter is true of.",
            "",
            "A filter compares fields: kind, position, time, duration, device, record (packet), errno, state, region, offset,"
                    + " length, value, data (hex), bytes, text, and every other field that dump shows, by name.",
            "  ==  !=  <  <=  >  >=          decimal or 0x, 10ms or 3us, names as dump shows them",
            "  ~ 'REGEX'                     in what dump shows for the field",
            "  in {1, 4..8}                  a set, with ranges",
            "  and  or  not  ( )             a test on an absent field is false; a bare field asks for it"
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay query source.pcap 'kind == deviceStateSet'",
            "  vfio-replay query source.pcap 'errno != OK and not kind ~ feature'",
            "  vfio-replay query source.pcap 'region == 0 and offset in {0..7} and value > 0x100'",
            "  vfio-replay query destination.pcap 'kind == migrationDataWritten and duration > 100us' --count",
            "",
            "Exit codes: 0 something matches, 1 nothing does, 2 the filter or the journal cannot be read."
        })
final class QueryCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "JOURNAL", description = "A journal or a capture.")
    private Path source = Path.of("");

    @Parameters(index = "1", paramLabel = "FILTER", description = "As above, in quotes.")
    private String filter = "";

    @Option(
            names = {"-c", "--count"},
            description = "Show only how many there are.")
    private boolean count;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    QueryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Filter parsed = Filter.parse(filter);
        try (Opened opened = Opened.open(console, source, false)) {
            long found;
            if (count) {
                long[] counted = {0};
                opened.timeline()
                        .replay(Range.ALL, Progress.NONE, parsed.before((e, kind, values, payload) -> counted[0]++));
                found = counted[0];
                console.line(Long.toString(found));
            } else {
                found = EventOutput.write(
                        console, opened.timeline(), new Wanted(List.of(Range.ALL), parsed, json, false));
            }
            return found > 0 ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }
}
