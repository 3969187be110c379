package io.vfioreplay.tool.json;

import io.vfioreplay.engine.json.EventJson;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.query.SequenceMatch;
import io.vfioreplay.engine.query.SequenceMatch.End;
import io.vfioreplay.hardware.event.Event;
import java.util.Locale;
import java.util.Optional;

/**
 * Two events of a sequence as a JSON object. Members: {@code first} and {@code second} as in {@link EventJson}, {@code events} and
 * {@code nanos} between them (null: no second, or no times), and {@code end}: {@code second}, {@code window}, {@code next} or
 * {@code journal}, which is what ended the wait.
 */
public final class SequenceJson {

    private SequenceJson() {}

    /** Writes the match as an element. */
    public static void write(Json json, SequenceMatch match, Optional<Event> first, Optional<Event> second) {
        json.object(() -> {
            event(json, "first", first);
            event(json, "second", second);
            json.number("events", match.end() == End.SECOND ? Long.valueOf(match.second() - match.first()) : null);
            json.number("nanos", match.nanos() == SequenceMatch.NO_DISTANCE ? null : Long.valueOf(match.nanos()));
            json.text("end", match.end().name().toLowerCase(Locale.ROOT));
        });
    }

    private static void event(Json json, String name, Optional<Event> event) {
        event.ifPresentOrElse(there -> EventJson.write(json, name, there), () -> json.nothing(name));
    }
}
