package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.tool.text.Text;
import java.util.List;

/**
 * What a journal is.
 *
 * @param name what the user called it; foreign
 * @param events how many it has
 * @param digest the hash of its last block
 * @param sealed whether it was closed in order
 */
record JournalFacts(String name, long events, String digest, boolean sealed) implements Answer {

    static JournalFacts of(Stand stand) {
        Timeline timeline = stand.timeline();
        return new JournalFacts(stand.name(), timeline.eventCount(), timeline.digest(), timeline.isSealed());
    }

    @Override
    public List<String> lines(Look look) {
        return List.of(
                Text.harmless(name) + ": " + Text.plural(events, "event")
                        + (sealed ? ", closed in order" : ", not closed in order"),
                "digest " + digest);
    }

    @Override
    public void json(Json json) {
        json.text("name", name).number("events", events).text("digest", digest).flag("sealed", sealed);
    }
}
