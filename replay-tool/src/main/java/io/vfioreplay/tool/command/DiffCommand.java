package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.diff.AccessDiff;
import io.vfioreplay.engine.diff.Comparison;
import io.vfioreplay.engine.diff.RunDiff;
import io.vfioreplay.engine.ingest.DifferentRedactionException;
import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.postmortem.StreamComparison;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.hardware.state.TreeDiff;
import io.vfioreplay.tool.json.DiffJson;
import io.vfioreplay.tool.text.DiffText;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code diff}: two recordings, state against state, stream against stream, accesses against accesses, run against run. */
@Command(
        name = "diff",
        description = {
            "Compare two recordings: the state at their ends, their migration streams, their register accesses, and their events one"
                    + " by one.",
            "Source and destination of one migration differ by nature in what was done to them; a good and a bad run of the"
                    + " same thing should not. Positions, times and packet numbers never count."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay diff good.vfj bad.vfj",
            "  vfio-replay diff source.pcap destination.pcap --stream",
            "  vfio-replay diff mmiotrace.txt qemu.log --accesses        two witnesses of the same accesses",
            "",
            "Exit codes: 0 no difference in what was compared, 1 a difference, 2 unreadable input."
        })
final class DiffCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "A", description = "A journal or a capture.")
    private Path first = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Another one.")
    private Path second = Path.of("");

    @Option(names = "--state", description = "Compare the states.")
    private boolean state;

    @Option(names = "--stream", description = "Compare the migration streams.")
    private boolean stream;

    @Option(names = "--run", description = "Compare the events. Without any of the four: all.")
    private boolean run;

    @Option(
            names = "--accesses",
            description =
                    "Compare the register accesses: direction, offset in the region, width, and the value where both saw it."
                            + " Times, the numbers of regions, a constant base and the order nearby do not count.")
    private boolean accesses;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Opened a = Opened.open(console, first, false);
                Opened b = Opened.open(console, second, false)) {
            a.reportDamage(console);
            b.reportDamage(console);
            DifferentRedactionException.refuse(
                    a.timeline().description(), b.timeline().description());
            Comparison compared = compare(a.timeline(), b.timeline());
            if (json) {
                DiffJson.write(console.out(), compared);
            } else {
                new DiffText(console.palette()).lines(compared).forEach(console::line);
            }
            return compared.differs() ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
        }
    }

    private Comparison compare(Timeline a, Timeline b) {
        boolean all = !state && !stream && !run && !accesses;
        return new Comparison(
                all || run ? Optional.of(RunDiff.between(Evidence.source(a), Evidence.source(b))) : Optional.empty(),
                all || accesses ? accesses(a, b) : Optional.empty(),
                all || stream
                        ? StreamComparison.between(
                                Evidence.read(a, Side.SOURCE, Progress.NONE),
                                Evidence.read(b, Side.DESTINATION, Progress.NONE))
                        : Optional.empty(),
                all || state ? Optional.of(TreeDiff.between(tree(a), tree(b))) : Optional.empty());
    }

    private static Optional<AccessDiff> accesses(Timeline a, Timeline b) {
        return Optional.of(AccessDiff.between(Evidence.source(a), Evidence.source(b)))
                .filter(found -> !found.isEmpty());
    }

    private static StateTree tree(Timeline timeline) {
        HostState state = new HostState();
        timeline.replay(Range.ALL, Progress.NONE, new Unflattener(state.events()));
        return state.tree();
    }
}
