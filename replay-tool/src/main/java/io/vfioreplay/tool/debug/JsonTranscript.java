package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import java.io.OutputStream;

/**
 * All answers as one JSON document: an object with {@code opened}, and with {@code commands}, one object for each in the order in
 * which they ended: {@code line}, and {@code result} or, where the command failed, {@code error}.
 */
final class JsonTranscript implements Transcript {

    private final Json json;

    JsonTranscript(OutputStream out) {
        json = Json.document(out);
        json.beginObject();
    }

    @Override
    public void opened(Answer answer) {
        json.object("opened", () -> answer.json(json));
        json.beginArray("commands");
    }

    @Override
    public void asked(String line) {}

    @Override
    public void answered(String line, Answer answer) {
        json.object(() -> {
            json.text("line", line);
            json.object("result", () -> answer.json(json));
        });
    }

    @Override
    public void failed(String line, String message) {
        json.object(() -> json.text("line", line).text("error", message));
    }

    @Override
    public void close() {
        json.endArray().endObject().close();
    }
}
