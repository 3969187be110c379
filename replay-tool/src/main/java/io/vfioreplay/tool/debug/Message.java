package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import java.util.List;

/**
 * An answer that is only words.
 *
 * @param text lines of it
 */
record Message(List<String> text) implements Answer {

    /** Says nothing. */
    static final Message NOTHING = new Message(List.of());

    Message {
        text = List.copyOf(text);
    }

    static Message of(String... text) {
        return new Message(List.of(text));
    }

    @Override
    public List<String> lines(Look look) {
        return text;
    }

    @Override
    public void json(Json json) {
        json.array("text", () -> text.forEach(json::element));
    }
}
