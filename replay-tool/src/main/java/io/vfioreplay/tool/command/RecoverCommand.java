package io.vfioreplay.tool.command;

import io.vfioreplay.engine.recovery.Recovery;
import io.vfioreplay.engine.recovery.RecoveryReport;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.tool.json.RecoveryJson;
import io.vfioreplay.tool.text.RecoveryText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recover}: a new journal of what is good in a damaged one. */
@Command(
        name = "recover",
        description = {
            "Write a new journal with everything of a damaged one that is provably good.",
            "That is blocks with the right checksum that the next one vouches for. The damaged journal is not altered.",
            "Of a packed journal that was cut, what can be decompressed is taken.",
            "Each hole becomes one event, eventsLost, with the count of lost positions; those behind it move up, and the report says which"
                    + " position was which. A journal that was not closed in order gets one at its end as well, since nobody knows what followed.",
            "The new journal is closed in order, its header says which journal it was recovered from, and it proves nothing about"
                    + " what was lost."
        },
        footer = {
            "",
            "Example: vfio-replay recover broken.vfj -o recovered.vfj",
            "",
            "Exit codes: 0 the journal was sound, 1 something was damaged or missing and the rest was recovered, 2 nothing can be"
                    + " recovered."
        })
final class RecoverCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOURNAL", description = "A journal, packed or not.")
    private Path given = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "NEW",
            description = "The journal to make; must not exist.")
    private Path target = Path.of("");

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    RecoverCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        RecoveryReport report;
        try (ProgressLine progress = new ProgressLine(console, "recovering");
                JournalSource source = JournalSource.openWhatIsLeft(given, progress)) {
            report = Recovery.run(source.journal(), given, target, HostState.fold(), progress);
        }
        if (json) {
            RecoveryJson.write(console.out(), report);
        } else {
            new RecoveryText(console.palette(), originNanos())
                    .lines(given, target, report)
                    .forEach(console::line);
        }
        return report.isComplete() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
    }

    private long originNanos() {
        try (Timeline timeline = Timeline.open(target, DamagePolicy.STRICT)) {
            return timeline.originNanos();
        }
    }
}
