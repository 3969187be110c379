package io.vfioreplay.tool.json;

import io.vfioreplay.engine.diff.AccessDiff;
import io.vfioreplay.engine.diff.Comparison;
import io.vfioreplay.engine.diff.RunDiff;
import io.vfioreplay.engine.diff.StreamDiff;
import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.state.TreeDiff;
import java.io.OutputStream;

/** The differences of two recordings as a JSON document; null is what was not compared. */
public final class DiffJson {

    private DiffJson() {}

    /** Writes the document. */
    public static void write(OutputStream out, Comparison compared) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                compared.run().ifPresentOrElse(found -> run(json, found), () -> json.nothing("run"));
                compared.accesses().ifPresentOrElse(found -> accesses(json, found), () -> json.nothing("accesses"));
                compared.stream().ifPresentOrElse(found -> stream(json, found), () -> json.nothing("stream"));
                compared.state().ifPresentOrElse(found -> state(json, found), () -> json.nothing("state"));
            });
        }
    }

    private static void state(Json json, TreeDiff state) {
        json.array(
                "state",
                () -> state.differences()
                        .forEach(difference -> json.object(() -> {
                            json.text("path", difference.path());
                            json.text("a", difference.left()).text("b", difference.right());
                        })));
    }

    private static void accesses(Json json, AccessDiff accesses) {
        AccessDiff.Counts counts = accesses.counts();
        json.object("accesses", () -> {
            json.number("accessesA", accesses.accessesA()).number("accessesB", accesses.accessesB());
            json.number("agreeing", counts.agreeing()).number("outOfOrder", counts.outOfOrder());
            json.number("valuesUnseen", counts.valuesUnseen()).number("differing", counts.differing());
            json.number("onlyA", counts.onlyA()).number("onlyB", counts.onlyB());
            json.array("windows", () -> accesses.windows().forEach(pair -> json.object(() -> window(json, pair))));
            accesses.first()
                    .ifPresentOrElse(
                            first -> json.object("first", () -> {
                                first.a()
                                        .ifPresentOrElse(
                                                event -> EventJson.write(json, "a", event), () -> json.nothing("a"));
                                first.b()
                                        .ifPresentOrElse(
                                                event -> EventJson.write(json, "b", event), () -> json.nothing("b"));
                            }),
                            () -> json.nothing("first"));
        });
    }

    private static void window(Json json, AccessDiff.WindowPair pair) {
        json.number("deviceA", pair.deviceA()).number("regionA", pair.regionA());
        json.number("deviceB", pair.deviceB()).number("regionB", pair.regionB());
        json.number("base", pair.base());
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
