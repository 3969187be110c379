package io.vfioreplay.tool.json;

import io.vfioreplay.engine.diff.RunDiff;
import io.vfioreplay.engine.diff.StreamDiff;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.state.TreeDiff;
import java.io.OutputStream;
import java.util.Optional;

/** The differences of two recordings as a JSON document; null is what was not compared. */
public final class DiffJson {

    private DiffJson() {}

    /** Writes the document. */
    public static void write(
            OutputStream out, Optional<TreeDiff> state, Optional<StreamDiff> stream, Optional<RunDiff> run) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                run.ifPresentOrElse(found -> run(json, found), () -> json.nothing("run"));
                stream.ifPresentOrElse(found -> stream(json, found), () -> json.nothing("stream"));
                if (state.isEmpty()) {
                    json.nothing("state");
                }
                state.ifPresent(found -> json.array(
                        "state",
                        () -> found.differences()
                                .forEach(difference -> json.object(() -> {
                                    json.text("path", difference.path());
                                    json.text("a", difference.left()).text("b", difference.right());
                                }))));
            });
        }
    }

    private static void run(Json json, RunDiff run) {
        json.object("run", () -> {
            json.number("eventsA", run.sourceEvents()).number("eventsB", run.destinationEvents());
            json.number("differing", run.differing());
            if (run.first().isEmpty()) {
                json.nothing("first");
            }
            run.first()
                    .ifPresent(first -> json.array("first", () -> {
                        first.source().ifPresent(event -> event(json, event));
                        first.destination().ifPresent(event -> event(json, event));
                    }));
        });
    }

    private static void event(Json json, Event event) {
        event.sendTo((e, kind, values, payload) -> EventJson.write(json, e, kind, values, payload));
    }

    private static void stream(Json json, StreamDiff stream) {
        json.object("stream", () -> {
            json.number("commonPrefix", stream.commonPrefix()).number("differingBytes", stream.differingBytes());
            if (stream.first().isEmpty()) {
                json.nothing("firstDifference");
            }
            stream.first()
                    .ifPresent(first -> json.object("firstDifference", () -> {
                        json.number("offset", first.offset());
                        json.text("a", first.source()).text("b", first.destination());
                    }));
        });
    }
}
