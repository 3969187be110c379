package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.recovery.Hole;
import io.vfioreplay.engine.recovery.RecoveryReport;
import io.vfioreplay.hardware.event.Envelope;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What became of a damaged journal, as a JSON document. In {@code holes} and {@code stretches}, {@code position} is one of the new
 * journal, everything else of the original; what nobody knows is null.
 */
public final class RecoveryJson {

    private RecoveryJson() {}

    /** Writes the document. */
    public static void write(OutputStream out, RecoveryReport report) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.flag("complete", report.isComplete());
                json.text("digest", report.digest()).text("originalDigest", report.originalDigest());
                json.number("recovered", report.recovered()).number("lost", report.lost());
                json.flag("endMissing", report.isEndMissing());
                json.number("holeCount", report.holeCount());
                json.array("holes", () -> report.holes().forEach(hole -> hole(json, hole)));
                json.array(
                        "stretches",
                        () -> report.stretches()
                                .forEach(each -> json.object(() -> json.number("position", each.position())
                                        .number("original", each.original())
                                        .number("count", each.count()))));
                DamageJson.write(json, report.damage());
            });
        }
    }

    private static void hole(Json json, Hole hole) {
        json.object(() -> {
            json.number("position", hole.position()).number("firstLost", hole.firstLost());
            json.number("lastLost", unless(Hole.UNKNOWN, hole.lastLost()));
            json.number("count", unless(-1, hole.count()));
            json.number("device", unless(Envelope.HOST, hole.device()));
            json.number("before", unless(Envelope.NO_TIME, hole.beforeNanos()));
            json.number("after", unless(Envelope.NO_TIME, hole.afterNanos()));
        });
    }

    private static @Nullable Long unless(long absent, long value) {
        return value == absent ? null : Long.valueOf(value);
    }
}
