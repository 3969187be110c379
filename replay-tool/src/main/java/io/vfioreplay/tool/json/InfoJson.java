package io.vfioreplay.tool.json;

import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.capture.CaptureSummary.Messages;
import io.vfioreplay.engine.capture.CaptureSummary.Unit;
import io.vfioreplay.engine.ingest.Derivation;
import io.vfioreplay.engine.ingest.JournalHeader;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.replay.Timeline;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/** What a journal holds, as a JSON document. */
public final class InfoJson {

    private InfoJson() {}

    /** Writes the document. */
    public static void write(OutputStream out, Timeline timeline) {
        List<JournalHeader.Source> sources = timeline.header().captures();
        List<CaptureSummary> summaries = timeline.captures();
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.number("events", timeline.eventCount()).flag("sealed", timeline.isSealed());
                json.text("digest", timeline.digest());
                json.text("recoveredFrom", timeline.header().recoveredFrom().orElse(null));
                json.array(
                        "derivations",
                        () -> Derivation.of(timeline.description())
                                .forEach(made -> json.object(() -> json.text("how", made.how())
                                        .text("digest", made.digest())
                                        .text("details", made.details()))));
                json.array("damage", () -> timeline.damage().forEach(place -> json.element(place.text())));
                json.array("captures", () -> {
                    for (int i = 0; i < sources.size(); i++) {
                        capture(json, sources.get(i), i < summaries.size() ? List.of(summaries.get(i)) : List.of());
                    }
                });
            });
        }
    }

    /** The summary is a list of none where the journal was not closed in order. */
    private static void capture(Json json, JournalHeader.Source source, List<CaptureSummary> summaries) {
        json.object(() -> {
            json.text("name", source.name()).text("format", source.format());
            json.number("bytes", source.bytes()).text("sha256", source.sha256().isEmpty() ? null : source.sha256());
            summaries.forEach(summary -> summary(json, summary));
        });
    }

    private static void summary(Json json, CaptureSummary summary) {
        json.object(summary.unit().name().toLowerCase(Locale.ROOT) + "s", () -> {
            json.number("all", summary.records()).number("understood", summary.understood());
            json.number("irrelevant", summary.irrelevant()).number("damaged", summary.damaged());
        });
        json.text("firstDamage", summary.firstDamage().orElse(null));
        json.number("events", summary.events());
        json.array("devices", () -> summary.devices().forEach(json::element));
        if (summary.unit() == Unit.PACKET) {
            json.object("messages", () -> summary.messages().forEach((command, m) -> message(json, command, m)));
        } else {
            json.object("kinds", () -> summary.kinds().forEach(json::number));
        }
    }

    private static void message(Json json, String command, Messages m) {
        json.object(command, () -> {
            json.number("requests", m.requests()).number("replies", m.replies());
            json.number("errors", m.errors()).number("posted", m.posted());
            json.number("unanswered", m.unanswered());
        });
    }
}
