package io.vfioreplay.tool.command;

import io.vfioreplay.engine.postmortem.Evidence;
import io.vfioreplay.engine.postmortem.Examiner;
import io.vfioreplay.engine.postmortem.ModelFindings;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Cause;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.tool.json.PostmortemJson;
import io.vfioreplay.tool.text.Neighbours;
import io.vfioreplay.tool.text.PostmortemText;
import io.vfioreplay.tool.text.TimelineText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postmortem}: what became of a migration, and who is to blame. */
@Command(
        name = "postmortem",
        description = {
            "Say in one sentence what became of a migration: which side lost what, and at which event.",
            "Compares what the source device handed out, what the destination device took in, and what it then held,"
                    + " and checks the rules of the protocol on both sides. With one recording it says what that one shows."
        },
        footer = {
            "",
            "Verdicts: migrated, migrated-with-differences, failed, cancelled, incomplete.",
            "Blame: none, save, transport, load, source-device, destination-device, vmm, unknown.",
            "",
            "Example: vfio-replay postmortem source.pcap destination.pcap",
            "",
            "Exit codes: 0 migrated without a finding of severity error, 1 anything else, 2 unreadable input."
        })
final class PostmortemCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "The recording of the source: a journal or a capture.")
    private Path source = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DESTINATION",
            description = "The recording of the destination.")
    private @Nullable Path destination;

    @Option(
            names = "--witness",
            paramLabel = "PATH",
            description =
                    "A file or directory that speaks of both hosts, such as the kernel trace of one machine that ran both"
                            + " sides, or the stream between them. May be given more than once.")
    private List<Path> witnesses = List.of();

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Option(names = "--notes", description = "Show findings of severity note as well.")
    private boolean notes;

    @Option(
            names = "--timeline",
            description = "Also show the decisive steps of both sides in one order, by a common clock.")
    private boolean timeline;

    PostmortemCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return run(console, new Recordings(source, destination, witnesses), new Look(json, notes, timeline));
    }

    /** How the answer is shown. */
    record Look(boolean json, boolean notes, boolean timeline) {}

    /**
     * What is examined.
     *
     * @param source the recording of the source
     * @param destination that of the destination, or null
     * @param witnesses of both
     */
    record Recordings(Path source, @Nullable Path destination, List<Path> witnesses) {}

    /** Examines one or two recordings and shows the answer. */
    static int run(Console console, Recordings recordings, Look look) {
        try (Opened first = Opened.open(console, recordings.source, recordings.witnesses, false)) {
            first.reportDamage(console);
            if (recordings.destination == null) {
                return examine(console, first.timeline(), null, look);
            }
            try (Opened second = Opened.open(console, recordings.destination, recordings.witnesses, false)) {
                second.reportDamage(console);
                return examine(console, first.timeline(), second.timeline(), look);
            }
        }
    }

    private static int examine(Console console, Timeline source, @Nullable Timeline destination, Look look) {
        Postmortem postmortem;
        ModelFindings models = new ModelFindings();
        try (ProgressLine progress = new ProgressLine(console, "examining")) {
            Evidence from = Evidence.read(source, Side.SOURCE, progress);
            if (destination != null && destination.digest().equals(source.digest())) {
                postmortem = Examiner.examineGivenTwice(models.inSource(from, source));
            } else {
                Optional<Evidence> to = Optional.ofNullable(destination)
                        .map(there -> models.inDestination(
                                Evidence.read(there, Side.DESTINATION, progress), there, from, source));
                postmortem = Examiner.examine(Optional.of(models.inSource(from, source)), to);
            }
        }
        if (look.json()) {
            PostmortemJson.write(console.out(), postmortem, look.timeline());
        } else {
            List<String> decisive = postmortem
                    .cause()
                    .map(cause -> Neighbours.lines(
                            console.palette(),
                            timelineOf(sideAsGiven(postmortem, cause), source, destination),
                            cause.position()))
                    .orElse(List.of());
            new PostmortemText(console.palette(), look.notes())
                    .lines(postmortem, decisive)
                    .forEach(console::line);
            if (look.timeline()) {
                new TimelineText(console.palette()).lines(postmortem).forEach(console::line);
            }
        }
        return postmortem.isTrouble() ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }

    /** The sides of an answer are the true ones; recordings that were given in the wrong order are found the other way round. */
    private static Side sideAsGiven(Postmortem postmortem, Cause cause) {
        boolean second = (cause.side() == Side.DESTINATION) != postmortem.isSwapped();
        return second ? Side.DESTINATION : Side.SOURCE;
    }

    private static Timeline timelineOf(Side given, Timeline source, @Nullable Timeline destination) {
        return given == Side.DESTINATION && destination != null ? destination : source;
    }
}
