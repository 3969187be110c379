package io.vfioreplay.tool.json;

import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Cause;
import io.vfioreplay.engine.postmortem.Postmortem.Clocks;
import io.vfioreplay.engine.postmortem.Postmortem.Stream;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.postmortem.TimelineStep;
import java.io.OutputStream;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A post-mortem as a JSON document whose members keep their meaning for ever. What was not observed is null. */
public final class PostmortemJson {

    private PostmortemJson() {}

    /** Writes the document, with the merged timeline of both sides where that is wanted. */
    public static void write(OutputStream out, Postmortem postmortem, boolean timeline) {
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("verdict", postmortem.verdict().label());
                json.text("blame", postmortem.blame().label());
                json.text("sentence", postmortem.sentence());
                postmortem.cause().ifPresentOrElse(cause -> cause(json, cause), () -> json.nothing("cause"));
                json.array("findings", () -> postmortem.findings().forEach(finding -> finding(json, finding)));
                json.object("stream", () -> stream(json, postmortem.stream()));
                json.array(
                        "state",
                        () -> postmortem
                                .state()
                                .forEach(fault -> json.object(() -> {
                                    json.text("path", fault.path());
                                    json.text("source", fault.source()).text("destination", fault.destination());
                                    json.text("blame", fault.blame().label()).number("position", fault.position());
                                })));
                phases(json, postmortem);
                json.number("downtimeNanos", nullable(postmortem.downtimeNanos()));
                clock(json, postmortem.clocks());
                if (timeline) {
                    json.array("timeline", () -> postmortem.timeline().forEach(step -> step(json, step)));
                }
                json.object("digests", () -> {
                    json.text("source", postmortem.digests().source().orElse(null));
                    json.text("destination", postmortem.digests().destination().orElse(null));
                });
            });
        }
    }

    private static void cause(Json json, Cause cause) {
        json.object("cause", () -> {
            json.text("side", cause.side().label()).number("position", cause.position());
            json.number("record", cause.record() == 0 ? null : Long.valueOf(cause.record()));
            json.text("event", cause.event()).text("rule", cause.rule().orElse(null));
        });
    }

    private static void finding(Json json, SideFinding finding) {
        json.object(() -> {
            json.text("rule", finding.rule().id());
            json.text("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            json.text("side", finding.side().label()).number("position", finding.position());
            json.text("message", finding.message());
        });
    }

    private static void stream(Json json, Stream stream) {
        json.number("savedBytes", nullable(stream.savedBytes()));
        json.object(
                "savedBytesPerState",
                () -> stream.savedBytesPerState().forEach((state, bytes) -> json.number(state, bytes.longValue())));
        json.number("loadedBytes", nullable(stream.loadedBytes()));
        json.text(
                "forwarded", stream.forwarded().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        json.text("compared", stream.compared().name().toLowerCase(Locale.ROOT));
        if (stream.firstDifference().isEmpty()) {
            json.nothing("firstDifference");
            return;
        }
        StreamDifference first = stream.firstDifference().get();
        json.object("firstDifference", () -> {
            json.number("offset", first.offset());
            json.text("source", first.source()).text("destination", first.destination());
        });
    }

    private static void phases(Json json, Postmortem postmortem) {
        json.array(
                "phases",
                () -> postmortem
                        .phases()
                        .forEach(phase -> json.object(() -> {
                            json.text("side", phase.side().label()).text("state", phase.state());
                            json.number("from", phase.from()).number("to", phase.to());
                            json.number("nanos", nullable(phase.nanos()));
                        })));
    }

    private static void clock(Json json, Clocks clocks) {
        json.object("clock", () -> {
            json.number("offsetNanosMin", nullable(clocks.minNanos()));
            json.number("offsetNanosMax", nullable(clocks.maxNanos()));
            json.number("offsetNanosUsed", nullable(clocks.usedNanos()));
            json.text("sentence", clocks.sentence());
        });
    }

    private static void step(Json json, TimelineStep step) {
        json.object(() -> {
            json.number("nanos", nullable(step.nanos()));
            json.text("side", step.side().label());
            json.text("journal", step.journal().label()).number("position", step.position());
            json.text("kind", step.kind().name().toLowerCase(Locale.ROOT)).text("event", step.what());
        });
    }

    private static @Nullable Long nullable(OptionalLong value) {
        return value.isPresent() ? Long.valueOf(value.getAsLong()) : null;
    }
}
