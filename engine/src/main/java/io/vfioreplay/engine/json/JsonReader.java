package io.vfioreplay.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON value out of a text that may come from anywhere: at most {@value #LENGTH_MAX} characters, {@value #DEPTH_MAX}
 * levels and {@value #NUMBER_LENGTH_MAX} characters a number. Bytes that are no UTF-8 become U+FFFD, since an error text in an
 * old encoding is no reason to lose the message that holds it.
 *
 * <p>RFC 8259 leaves open what two members of one name are. A document, which a person may have merged, is refused then, since one
 * of the two would be lost without a word; of a value within a log, which is evidence and stays as it is, the last one counts.
 */
public final class JsonReader {

    /** The longest text. */
    public static final int LENGTH_MAX = 1 << 20;
    /** How deep arrays and objects may be nested. */
    public static final int DEPTH_MAX = 64;
    /** The longest number. */
    public static final int NUMBER_LENGTH_MAX = 256;

    private static final int EXCERPT_MAX = 20;
    private static final int NAME_MAX = 80;

    /** Names are neither interned nor kept: those of a hostile text would stay for ever. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(NUMBER_LENGTH_MAX)
                    .maxStringLength(LENGTH_MAX)
                    .maxNameLength(LENGTH_MAX)
                    .build())
            .build();

    private final String text;
    private final boolean isEachNameOnce;

    private JsonReader(String text, boolean isEachNameOnce) {
        this.text = text;
        this.isEachNameOnce = isEachNameOnce;
    }

    /**
     * A value and the place behind it.
     *
     * @param value what was read
     * @param end the index of the first character behind it
     */
    public record Prefix(JsonValue value, int end) {}

    /**
     * The document that some bytes of UTF-8 are, from {@code from} up to {@code to}.
     *
     * @throws MalformedJsonException when they are not one value, or an object of it has two members of one name
     */
    public static JsonValue read(byte[] bytes, int from, int to) {
        return read(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    /**
     * The document that a text is; blanks around it do not matter.
     *
     * @throws MalformedJsonException when it is not one value, or an object of it has two members of one name
     */
    public static JsonValue read(String text) {
        Prefix prefix = new JsonReader(text, true).prefix();
        for (int at = prefix.end; at < text.length(); at++) {
            if (" \t\r\n".indexOf(text.charAt(at)) < 0) {
                throw malformed(text, at, "the end of the text");
            }
        }
        return prefix.value;
    }

    /**
     * The value that a text begins with, whatever follows; of two members of one name the last one counts.
     *
     * @throws MalformedJsonException when it begins with none
     */
    public static Prefix readPrefix(String text) {
        return new JsonReader(text, false).prefix();
    }

    private Prefix prefix() {
        if (text.length() > LENGTH_MAX) {
            throw new MalformedJsonException(
                    0, text.length() + " characters", "at most " + LENGTH_MAX + " characters", false);
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new MalformedJsonException(bytesBefore(text, text.length()), "nothing", "a JSON value", true);
            }
            JsonValue value = value(parser);
            parser.finishToken();
            int end = value instanceof JsonValue.Digits digits
                    ? text.indexOf(digits.digits()) + digits.digits().length()
                    : (int) parser.currentLocation().getCharOffset();
            return new Prefix(value, end);
        } catch (JsonProcessingException wrong) {
            throw malformed(text, wrong);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private JsonValue value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> new JsonValue.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Digits(parser.getText());
            case VALUE_TRUE -> new JsonValue.Flag(true);
            case VALUE_FALSE -> new JsonValue.Flag(false);
            case VALUE_NULL -> new JsonValue.Nothing();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private JsonValue members(JsonParser parser) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (isEachNameOnce && members.containsKey(name)) {
                throw doubled(name, (int) parser.currentTokenLocation().getCharOffset());
            }
            parser.nextToken();
            members.put(name, value(parser));
        }
        return new JsonValue.Members(members);
    }

    private MalformedJsonException doubled(String name, int at) {
        return new MalformedJsonException(
                bytesBefore(text, at),
                excerpt(name, 0, NAME_MAX) + " a second time",
                "each name of an object once",
                false);
    }

    private JsonValue elements(JsonParser parser) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return new JsonValue.Elements(elements);
    }

    /** Our own words, so that a journal that keeps them does not change with the library. */
    private static MalformedJsonException malformed(String text, JsonProcessingException wrong) {
        long where = wrong.getLocation() == null ? 0 : wrong.getLocation().getCharOffset();
        int at = (int) Math.max(0, Math.min(where, text.length()));
        if (wrong instanceof JsonEOFException || at == text.length()) {
            long end = bytesBefore(text, text.length());
            return new MalformedJsonException(end, "the end of the text", "the rest of a JSON value", true);
        }
        return malformed(
                text,
                at,
                wrong instanceof StreamConstraintsException
                        ? "at most " + DEPTH_MAX + " levels, and numbers of at most " + NUMBER_LENGTH_MAX
                                + " characters"
                        : "JSON");
    }

    private static MalformedJsonException malformed(String text, int at, String expected) {
        return new MalformedJsonException(bytesBefore(text, at), excerpt(text, at, EXCERPT_MAX), expected, false);
    }

    /** At most {@code lengthMax} characters from {@code at} on, in quotes. */
    private static String excerpt(String text, int at, int lengthMax) {
        StringBuilder found = new StringBuilder("\"");
        for (int i = at; i < Math.min(text.length(), at + lengthMax); i++) {
            char c = text.charAt(i);
            found.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return found.append('"').toString();
    }

    private static long bytesBefore(String text, int at) {
        return text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    }
}
