package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.tool.check.CheckedRecording;
import io.vfioreplay.tool.check.CheckedRecording.Checked;
import io.vfioreplay.tool.check.CheckedRecording.Unreadable;
import java.io.OutputStream;
import java.util.List;

/** What checking recordings gave, as a JSON document. */
public final class CheckJson {

    private CheckJson() {}

    /** Writes the document. A recording that could not be read has an {@code error}, and no findings that could be counted. */
    public static void write(OutputStream out, List<CheckedRecording> recordings) {
        try (Json json = Json.document(out)) {
            json.object(() -> json.array(
                    "recordings", () -> recordings.forEach(each -> json.object(() -> recording(json, each)))));
        }
    }

    private static void recording(Json json, CheckedRecording recording) {
        json.text("source", recording.source().toString());
        if (recording instanceof Unreadable unreadable) {
            json.text("error", unreadable.why());
        } else if (recording instanceof Checked checked) {
            Conformance conformance = checked.conformance();
            json.array("findings", () -> conformance.findings().forEach(f -> FindingJson.write(json, f)));
            json.number("suppressed", conformance.suppressed());
            json.array("witnesses", () -> conformance.witnesses().forEach(w -> WitnessJson.write(json, w)));
            json.array("notObservable", () -> conformance.notObservable().forEach(r -> json.element(r.id())));
            DamageJson.write(json, checked.damage());
        }
    }
}
