package io.vfioreplay.tool.command;

import io.vfioreplay.engine.replay.Divergence;
import io.vfioreplay.engine.replay.Fold;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.engine.replay.Replayer;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.tool.json.ReplayJson;
import io.vfioreplay.tool.text.EventText;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: fold a journal again, compare the digests, show the state. */
@Command(
        name = "replay",
        description = {
            "Fold the events of a journal again and compare the state with the digests that were made while it was recorded.",
            "Shows the state behind the last event, or behind the position asked for: one line per value."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay replay source.vfj",
            "  vfio-replay replay source.vfj --to 104     the state behind position 104",
            "  vfio-replay replay source.vfj --verify     only the comparison",
            "",
            "Exit codes: 0 every digest agrees, 1 the replay differs from the recording, 2 unreadable input."
        })
final class ReplayCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOURNAL", description = "A journal or a capture.")
    private Path source = Path.of("");

    @Option(names = "--to", paramLabel = "POS", description = "The last position to replay, or end.")
    private String to = "end";

    @Option(names = "--verify", description = "Do not show the state.")
    private boolean verifyOnly;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Opened opened = Opened.open(console, source, false)) {
            Timeline timeline = opened.timeline();
            long end = EventOutput.range(to, timeline.eventCount()).to();
            HostState state = new HostState();
            ReplayReport report;
            try (ProgressLine progress = new ProgressLine(console, "replaying")) {
                report = Replayer.run(timeline, new Fold(state, new PartialEventSink() {}), end, progress);
            }
            StateTree tree = verifyOnly ? StateTree.empty() : state.tree();
            if (json) {
                ReplayJson.write(console.out(), report, tree);
            } else {
                print(console, timeline, report, tree);
            }
            return report.divergence().isEmpty() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
        }
    }

    private static void print(Console console, Timeline timeline, ReplayReport report, StateTree tree) {
        String compared = Text.plural(report.digestsCompared(), "digest") + " compared";
        console.line(Text.plural(report.events(), "event") + " replayed, " + compared + ": "
                + (report.divergence().isEmpty()
                        ? console.palette().paint(Role.GOOD, "no difference")
                        : console.palette().paint(Role.BAD, "the replay differs")));
        report.notCompared().ifPresent(why -> console.line("not compared: " + Text.harmless(why)));
        report.divergence().ifPresent(divergence -> divergence(console, timeline, divergence));
        console.line("state digest " + report.last().digest());
        if (tree.size() > 0) {
            console.line("");
        }
        tree.forEach((path, value) ->
                console.line(console.palette().paint(Role.ACCENT, Text.harmless(path)) + " = " + Text.harmless(value)));
    }

    private static void divergence(Console console, Timeline timeline, Divergence divergence) {
        console.line(Text.harmless(divergence.text()));
        EventText text = new EventText(console.palette(), timeline.originNanos());
        divergence.lastEvents().forEach(event -> console.line("  " + text.line(event)));
    }
}
