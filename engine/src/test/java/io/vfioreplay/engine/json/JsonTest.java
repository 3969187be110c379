package io.vfioreplay.engine.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Invariant checked: what is written can be read again, member by member. */
final class JsonTest {

    @Test
    void document_isReadAsItWasWritten() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Json json = Json.document(out)) {
            json.object(() -> {
                json.text("text", "é\"\n")
                        .number("number", 7)
                        .flag("flag", false)
                        .nothing("nothing");
                json.number("absent", (Long) null).thousandths("part", 923);
                json.array("list", () -> json.element("a").element(2));
                json.object("inner", () -> json.text("text", null));
            });
        }

        assertThat(JsonReader.read(out.toString(StandardCharsets.UTF_8)))
                .isEqualTo(JsonReader.read("{\"text\":\"é\\\"\\n\",\"number\":7,\"flag\":false,\"nothing\":null,"
                        + "\"absent\":null,\"part\":0.923,\"list\":[\"a\",2],\"inner\":{\"text\":null}}"));
    }

    @Test
    void text_hasAReplacementForHalfACharacter() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Json json = Json.lines(out, "")) {
            json.object(
                    () -> json.text("cut", "a\ud83d").text("late", "\ude00b").text("whole", "\ud83d\ude00"));
        }

        assertThat(JsonReader.read(out.toString(StandardCharsets.UTF_8)))
                .isEqualTo(JsonReader.read("{\"cut\":\"a\ufffd\",\"late\":\"\ufffdb\",\"whole\":\"\ud83d\ude00\"}"));
    }
}
