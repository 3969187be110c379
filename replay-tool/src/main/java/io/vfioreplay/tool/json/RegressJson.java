package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.Difference;
import io.vfioreplay.engine.regress.Passage;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.rule.RuleBook;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the cases of a directory as one JSON document. */
public final class RegressJson {

    private RegressJson() {}

    /**
     * Writes the document. A difference names the recording and the position of the event that explains it; the events up to
     * there are with the first difference that has them.
     */
    public static void write(OutputStream out, List<CaseResult> results) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("model", ObservedHost.VERSION).text("rules", RuleBook.version());
                json.array("cases", () -> results.forEach(result -> json.object(() -> members(json, result))));
            });
        }
    }

    private static void members(Json json, CaseResult result) {
        json.text("name", result.name()).text("status", result.status().label());
        json.text("recording", result.files().first())
                .text("destination", result.files().destination().orElse(null));
        json.text("verdict", ofMigration(result, "verdict")).text("blame", ofMigration(result, "blame"));
        json.text("message", result.message().isEmpty() ? null : result.message());
        List<Passage> shown = new ArrayList<>();
        json.array("differences", () -> {
            for (Difference difference : result.differences()) {
                Passage passage = difference.passage();
                boolean isShown = shown.stream().anyMatch(passage::isSameAs);
                shown.add(passage);
                json.object(() -> {
                    members(json, difference);
                    json.text("recording", result.files().of(passage.scope()));
                    json.number("event", passage.position() < 0 ? null : Long.valueOf(passage.position()));
                    json.array("events", () -> events(json, isShown ? List.of() : passage.events()));
                });
            }
        });
    }

    private static @Nullable String ofMigration(CaseResult result, String name) {
        return result.observation().flatMap(seen -> seen.ofMigration(name)).orElse(null);
    }

    private static void members(Json json, Difference difference) {
        json.text("reason", difference.reason().label())
                .text("scope", difference.fact().scope());
        json.text("aspect", difference.fact().aspect().label());
        long position = difference.fact().position();
        json.number("position", position < 0 ? null : Long.valueOf(position));
        json.text("field", difference.fact().name());
        json.text("expected", difference.expected()).text("actual", difference.actual());
    }

    private static void events(Json json, List<Event> events) {
        events.forEach(event -> EventJson.write(json, event));
    }
}
