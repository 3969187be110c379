package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.replay.Divergence;
import io.vfioreplay.engine.replay.PredictionReport;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.hardware.model.Predictions.Tally;
import io.vfioreplay.hardware.state.StateTree;
import java.io.OutputStream;
import java.util.Optional;

/** What came out of a replay, as a JSON document. */
public final class ReplayJson {

    private ReplayJson() {}

    /** Writes the document; the state is left out when it is empty, and what was not predicted is null. */
    public static void write(
            OutputStream out, ReplayReport report, Optional<PredictionReport> predicted, StateTree tree) {
        Optional<Divergence> first = earliest(report.divergence(), predicted.flatMap(PredictionReport::divergence));
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.number("events", report.events()).number("digestsCompared", report.digestsCompared());
                json.text("notCompared", report.notCompared().orElse(null));
                first.ifPresentOrElse(
                        divergence -> json.object("divergence", () -> {
                            json.number("position", divergence.position()).text("what", divergence.what());
                            json.text("expected", divergence.expected()).text("actual", divergence.actual());
                        }),
                        () -> json.nothing("divergence"));
                predicted
                        .filter(prediction -> !prediction.models().isEmpty())
                        .ifPresentOrElse(
                                prediction -> json.object("prediction", () -> write(json, prediction)),
                                () -> json.nothing("prediction"));
                json.number("position", report.last().position());
                json.text("digest", report.last().digest())
                        .text("model", report.last().version())
                        .text("rules", report.last().rules().orElse(null));
                json.object("state", () -> {
                    tree.forEach(json::text);
                    predicted
                            .filter(any -> tree.size() > 0)
                            .ifPresent(p -> p.state().forEach(json::text));
                });
            });
        }
    }

    private static void write(Json json, PredictionReport prediction) {
        json.object(
                "models", () -> prediction.models().forEach((device, model) -> json.text("device" + device, model)));
        json.object("reads", () -> write(json, prediction.reads()));
        json.object("others", () -> write(json, prediction.others()));
        json.array(
                "wrong",
                () -> prediction
                        .wrong()
                        .forEach(wrong -> json.object(() -> {
                            json.number("position", wrong.position()).number("device", wrong.device());
                            json.text("request", wrong.request());
                            json.text("predicted", wrong.predicted()).text("recorded", wrong.recorded());
                        })));
    }

    private static void write(Json json, Tally tally) {
        json.number("total", tally.total()).number("predicted", tally.right());
        json.number("wrong", tally.wrong()).number("unknown", tally.unknown());
        json.thousandths("share", tally.sharePerMille());
    }

    private static Optional<Divergence> earliest(Optional<Divergence> a, Optional<Divergence> b) {
        boolean second =
                b.isPresent() && (a.isEmpty() || b.get().position() < a.get().position());
        return second ? b : a;
    }
}
