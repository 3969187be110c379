package io.vfioreplay.tool.command;

import io.vfioreplay.engine.whatif.WhatIf;
import io.vfioreplay.engine.whatif.WhatIfReport;
import io.vfioreplay.tool.json.WhatIfJson;
import io.vfioreplay.tool.text.WhatIfText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code whatif}: what would have happened if some events had been others? */
@Command(
        name = "whatif",
        description = {
            "Leave out, change or add events, and compare what would have happened with what really did.",
            "Compared are the states, what the rules find, and the verdict. The recordings are only read.",
            "Devices of known kinds answer as their model does: a recorded answer that the model gave, and gives no more after the"
                    + " edits, is replaced by the model's. What one host does is not carried over to the other.",
            "With two recordings a position has its side in front: destination:9 or d:9; without it the source's is meant.",
            "An inserted event is called by the one before it: 104+1 is the first that was inserted behind 104."
        },
        footer = {
            "",
            "Events are written as \"dump\" shows them: the kind, then fields. Lengths of the data, dataFd and the CPU may be left"
                    + " out. Data: 00ff12 (bytes), 0x00000001 or 1/4 (a number), \"text\", or @9 (that of another event). Beside the fields of"
                    + " the kind: device=0 or host, errno=EINVAL, time=+1ms, duration, witness. @9 in place of a kind is a copy of an event.",
            "",
            "Examples, on what \"demo --save DIR\" writes:",
            "  vfio-replay whatif source.pcap.gz destination.pcap.gz --change 'd:16 data=@s:111'",
            "                                             if the last bytes had arrived as they were sent",
            "  vfio-replay whatif source.pcap.gz destination.pcap.gz --drop d:15",
            "  vfio-replay whatif source.pcap.gz destination.pcap.gz --move 'd:10 before 9'",
            "  vfio-replay whatif destination.pcap.gz --change '17 errno=EINVAL' --at 18",
            "  vfio-replay whatif destination.pcap.gz --insert 'after 18 mmioRead region=1 offset=0x0 length=4'",
            "  vfio-replay whatif destination.pcap.gz --drop 'kind == mmioRead' --json",
            "",
            "Exit codes: 0 nothing would have been different, 1 something, 2 wrong usage or unreadable input."
        })
final class WhatIfCommand implements Callable<Integer> {

    private static final String END = "end";

    private final Console console;
    private final List<String> edits = new ArrayList<>();

    @Parameters(
            index = "0",
            paramLabel = "JOURNAL",
            description = "A journal or a capture; the source's where there are two.")
    private Path source = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "DESTINATION", description = "That of the destination.")
    private @Nullable Path destination;

    @Option(
            names = "--at",
            paramLabel = "POS",
            description = "Compare the states behind this position; otherwise behind the last.")
    private String at = END;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    WhatIfCommand(Console console) {
        this.console = console;
    }

    @Option(
            names = "--drop",
            paramLabel = "POS|RANGE|FILTER",
            description =
                    "Leave events out: 104, 104-110, or those that a filter finds. Every edit may be given again.")
    void drop(List<String> given) {
        add("drop", given);
    }

    @Option(
            names = "--change",
            paramLabel = "'POS field=value...'",
            description = "Give fields of an event other values. Also a range, or a filter in brackets.")
    void change(List<String> given) {
        add("change", given);
    }

    @Option(
            names = "--insert",
            paramLabel = "'after POS EVENT'",
            description = "Add an event, after or before another one.")
    void insert(List<String> given) {
        add("insert", given);
    }

    @Option(names = "--replace", paramLabel = "'POS EVENT'", description = "Put another event in place of one.")
    void replace(List<String> given) {
        add("replace", given);
    }

    @Option(
            names = "--move",
            paramLabel = "'POS before POS'",
            description = "Let an event happen earlier or later, before or after another one.")
    void move(List<String> given) {
        add("move", given);
    }

    private void add(String verb, List<String> given) {
        given.forEach(edit -> edits.add(verb + " " + edit));
    }

    @Override
    public Integer call() {
        try (Opened from = Opened.open(console, source, false)) {
            from.reportDamage(console);
            if (destination == null) {
                return compare(from, null);
            }
            try (Opened to = Opened.open(console, destination, false)) {
                to.reportDamage(console);
                return compare(from, to);
            }
        }
    }

    private int compare(Opened from, @Nullable Opened to) {
        WhatIf whatIf = new WhatIf(from.timeline(), Optional.ofNullable(to).map(Opened::timeline));
        edits.forEach(whatIf::edit);
        long position = at.equals(END)
                ? Long.MAX_VALUE
                : EventOutput.range(at, Long.MAX_VALUE).from();
        WhatIfReport report;
        try (ProgressLine progress = new ProgressLine(console, "comparing")) {
            report = whatIf.compare(position, progress);
        }
        if (json) {
            WhatIfJson.write(console.out(), report);
        } else {
            new WhatIfText(console.palette()).lines(report).forEach(console::line);
        }
        return report.differs() ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }
}
