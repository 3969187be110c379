package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.GroupActionV1;
import io.vfioreplay.hardware.migration.PathV2;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.Refusal;
import io.vfioreplay.hardware.migration.SessionEffect;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV1;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.migration.WriteV1;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A state request as a JSON document: v2 states by name, v1 states by number; {@code path} has both ends, one state when nothing
 * moves, and is empty when the request is refused.
 */
public final class TransitionJson {

    private static final String MOVED = "moved";
    private static final String SAME = "same";
    private static final String REFUSED = "refused";

    private TransitionJson() {}

    /** A v2 request; its actions are the arcs that do something to the data session. */
    public static void write(OutputStream out, FeatureSet features, StateV2 from, StateV2 to) {
        PathV2 path = TransitionsV2.path(features, from, to);
        List<ArcV2> arcs = path instanceof PathV2.Walked walked ? walked.arcs() : List.of();
        boolean isRefused = path instanceof PathV2.Refused;
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("protocol", Protocol.V2.label()).number("features", features.flags());
                json.text("from", from.name()).text("to", to.name());
                json.text("outcome", isRefused ? REFUSED : arcs.isEmpty() ? SAME : MOVED);
                json.number("errno", isRefused ? Long.valueOf(Refusal.ERRNO) : null);
                json.array("path", () -> {
                    if (!isRefused) {
                        json.element(from.name());
                    }
                    arcs.forEach(arc -> json.element(arc.to().name()));
                });
                json.array("actions", () -> actions(arcs).forEach(json::element));
            });
        }
    }

    private static Stream<String> actions(List<ArcV2> arcs) {
        return arcs.stream()
                .filter(arc -> arc.session() != SessionEffect.NONE)
                .map(arc -> arc.label() + ": "
                        + arc.session().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " session");
    }

    /** A v1 write; its features are 8 where NDMA is offered and 0 where it is not. */
    public static void write(OutputStream out, DialectV1 dialect, int from, int to) {
        WriteV1 write = TransitionsV1.write(dialect, from, to);
        List<GroupActionV1> actions = write instanceof WriteV1.Moved moved ? moved.actions() : List.of();
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("protocol", dialect.protocol().label());
                json.number("features", dialect.offersNdma() ? StateV1.NDMA : 0);
                json.number("from", Integer.toUnsignedLong(from)).number("to", Integer.toUnsignedLong(to));
                json.text("outcome", outcome(write));
                json.number(
                        "errno",
                        write instanceof WriteV1.Refused refused
                                ? Long.valueOf(refused.reason().errno())
                                : null);
                json.array("path", () -> {
                    if (!(write instanceof WriteV1.Refused)) {
                        json.element(Integer.toUnsignedLong(from));
                    }
                    if (write instanceof WriteV1.Moved moved) {
                        json.element(Integer.toUnsignedLong(moved.next()));
                    }
                });
                json.array("actions", () -> actions.forEach(action -> json.element(action.label())));
            });
        }
    }

    private static String outcome(WriteV1 write) {
        if (write instanceof WriteV1.Refused) {
            return REFUSED;
        }
        return write instanceof WriteV1.Moved ? MOVED : SAME;
    }
}
