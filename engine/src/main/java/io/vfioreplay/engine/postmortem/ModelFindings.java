package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.replay.Divergence;
import io.vfioreplay.engine.replay.KnownModels;
import io.vfioreplay.engine.replay.PredictionReport;
import io.vfioreplay.engine.replay.Predictor;
import io.vfioreplay.engine.replay.Predictor.Recording;
import io.vfioreplay.engine.replay.Replayable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the models of known devices say about a migration: the first place of each side at which a healthy device would have
 * answered, or been given, something else. It finds what neither stream nor rules can, such as an access that never reached the device.
 */
public final class ModelFindings {

    private static final String WRONG_ANSWER = "M-12";

    private final Predictor predictor;
    private final Map<Side, SortedMap<Integer, String>> versions = new EnumMap<>(Side.class);

    /** Findings of the models that ship. */
    public ModelFindings() {
        this(new Predictor(KnownModels.installed(), Optional.empty()));
    }

    /** Findings of the models that this predictor chooses. */
    public ModelFindings(Predictor predictor) {
        this.predictor = predictor;
    }

    /** The evidence of the source, with what its models found. */
    public Evidence inSource(Evidence evidence, Replayable events) {
        PredictionReport report = predictor.run(recording(evidence, events), Long.MAX_VALUE, Progress.NONE);
        versions.put(Side.SOURCE, report.models());
        return evidence.plus(findings(report, Side.SOURCE));
    }

    /** The evidence of the destination, which has to be given what the source's model hands out. */
    public Evidence inDestination(Evidence evidence, Replayable events, Evidence source, Replayable sourceEvents) {
        PredictionReport report = predictor.run(
                recording(evidence, events), recording(source, sourceEvents), Long.MAX_VALUE, Progress.NONE);
        versions.put(Side.DESTINATION, report.models());
        return evidence.plus(findings(report, Side.DESTINATION));
    }

    /** The versions of the models that a side was given, by device index; none before it was looked at. */
    public SortedMap<Integer, String> versions(Side side) {
        return versions.getOrDefault(side, new TreeMap<>());
    }

    /** What models found before a journal was redacted; they cannot read it any more. */
    static List<SideFinding> beforeRedaction(SortedMap<String, String> description, Side side) {
        return Derivation.divergences(description).stream()
                .map(position -> SideFinding.of(
                        WRONG_ANSWER,
                        side,
                        position,
                        "by its model it is something else; which, was replaced when the journal was redacted"))
                .toList();
    }

    private static Recording recording(Evidence evidence, Replayable events) {
        return new Recording(events, evidence.kinds().evidence());
    }

    private static List<SideFinding> findings(PredictionReport report, Side side) {
        return report.divergence()
                .map(first -> List.of(SideFinding.of(WRONG_ANSWER, side, first.position(), message(report, first))))
                .orElse(List.of());
    }

    private static String message(PredictionReport report, Divergence first) {
        long more = report.reads().wrong() + report.others().wrong() - 1;
        String others = more == 0 ? "" : "; " + more + " more are wrong";
        return "%s: by the model %s it is %s, recorded is %s%s"
                .formatted(
                        first.what(),
                        String.join(", ", report.models().values()),
                        first.actual(),
                        first.expected(),
                        others);
    }
}
