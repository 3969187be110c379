package io.vfioreplay.tool.command;

import io.vfioreplay.engine.ingest.DifferentRedactionException;
import io.vfioreplay.engine.replay.Fold;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.KnownModels;
import io.vfioreplay.engine.replay.PredictionReport;
import io.vfioreplay.engine.replay.Predictor;
import io.vfioreplay.engine.replay.Predictor.Recording;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.engine.replay.Replayer;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.tool.json.ReplayJson;
import io.vfioreplay.tool.text.ReplayText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code replay}: fold a journal again, compare the digests, show the state. */
@Command(
        name = "replay",
        description = {
            "Fold the events of a journal again and compare the state with the digests that were made while it was recorded.",
            "Devices whose behaviour is known are replayed by their model as well: every answer that was recorded is compared with"
                    + " the one that the model gives, and the first wrong one is shown. Shows the state behind the last event, or behind the"
                    + " position asked for: one line per value."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay replay source.vfj",
            "  vfio-replay replay source.vfj --to 104     the state behind position 104",
            "  vfio-replay replay source.vfj --verify     only the comparison",
            "  vfio-replay replay destination.pcap --source source.pcap",
            "                                             the destination must be given what the source's model hands out",
            "  vfio-replay replay source.pcap --model mtty --model-jar vendor.jar",
            "",
            "Exit codes: 0 every digest and answer agrees, 1 the replay differs from the recording, 2 unreadable input."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final String LIST = "list";

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "JOURNAL", description = "A journal or a capture.")
    private @Nullable Path source;

    @Option(names = "--to", paramLabel = "POS", description = "The last position to replay, or end.")
    private String to = "end";

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "The other side: what its model hands out is what this side has to be given.")
    private @Nullable Path other;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description =
                    "The model of every device, or none; without it the recording tells. \"--model list\" shows them all.")
    private @Nullable String model;

    @Option(
            names = "--model-jar",
            paramLabel = "JAR",
            description = "A jar with models of devices; its code is run. Can be given again.")
    private List<Path> modelJars = List.of();

    @Option(names = "--verify", description = "Do not show the state.")
    private boolean verifyOnly;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        KnownModels models = KnownModels.with(modelJars);
        if (LIST.equals(model)) {
            models.providers().forEach(each -> console.line("%-18s %s".formatted(each.name(), each.description())));
            return ExitCode.NOTHING_FOUND;
        }
        if (source == null) {
            throw new UnusableException("no journal given; expected: vfio-replay replay JOURNAL");
        }
        try (Opened opened = Opened.open(console, source, false)) {
            return Math.max(replay(opened.timeline(), models), opened.reportDamage(console));
        }
    }

    private int replay(Timeline timeline, KnownModels models) {
        long end = EventOutput.range(to, timeline.eventCount()).to();
        HostState state = new HostState();
        ReplayReport report;
        try (ProgressLine progress = new ProgressLine(console, "replaying")) {
            report = Replayer.run(timeline, Fold.of(state), end, progress);
        }
        Optional<PredictionReport> predicted =
                KnownModels.NONE.equals(model) ? Optional.empty() : Optional.of(predict(timeline, models, end));
        StateTree tree = verifyOnly ? StateTree.empty() : state.tree();
        if (json) {
            ReplayJson.write(console.out(), report, predicted, tree);
        } else {
            ReplayText text = new ReplayText(console.palette(), timeline.originNanos());
            text.lines(report, predicted, tree).forEach(console::line);
        }
        boolean agrees = report.divergence().isEmpty()
                && predicted.flatMap(PredictionReport::divergence).isEmpty();
        return agrees ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
    }

    private PredictionReport predict(Timeline timeline, KnownModels models, long end) {
        Predictor predictor = new Predictor(models, Optional.ofNullable(model));
        try (ProgressLine progress = new ProgressLine(console, "predicting")) {
            if (other == null) {
                return predictor.run(Recording.of(timeline), end, progress);
            }
            try (Opened given = Opened.open(console, other, false)) {
                DifferentRedactionException.refuse(
                        timeline.description(), given.timeline().description());
                return predictor.run(Recording.of(timeline), Recording.of(given.timeline()), end, progress);
            }
        }
    }
}
