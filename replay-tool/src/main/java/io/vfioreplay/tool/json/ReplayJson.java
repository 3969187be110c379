package io.vfioreplay.tool.json;

import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.hardware.state.StateTree;
import java.io.OutputStream;

/** What came out of a replay, as a JSON document. */
public final class ReplayJson {

    private ReplayJson() {}

    /** Writes the document; the state is left out when it is empty. */
    public static void write(OutputStream out, ReplayReport report, StateTree tree) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.number("events", report.events()).number("digestsCompared", report.digestsCompared());
                json.text("notCompared", report.notCompared().orElse(null));
                report.divergence()
                        .ifPresentOrElse(
                                divergence -> json.object("divergence", () -> {
                                    json.number("position", divergence.position())
                                            .text("what", divergence.what());
                                    json.text("expected", divergence.expected()).text("actual", divergence.actual());
                                }),
                                () -> json.nothing("divergence"));
                json.number("position", report.last().position());
                json.text("digest", report.last().digest())
                        .text("model", report.last().version());
                json.object("state", () -> tree.forEach(json::text));
            });
        }
    }
}
