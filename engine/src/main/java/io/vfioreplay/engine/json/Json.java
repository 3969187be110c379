package io.vfioreplay.engine.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document to a stream that stays open. Members come in the order of the calls, so the same content gives the
 * same bytes. One thread.
 */
public final class Json implements AutoCloseable {

    private static final JsonFactory FACTORY = new JsonFactory();

    private static final String LINE_END = "\n";

    private final JsonGenerator generator;
    private final String end;

    private Json(JsonGenerator generator, String end) {
        this.generator = generator;
        this.end = end;
    }

    /** A document laid out for people, two spaces an indent. */
    public static Json document(OutputStream out) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return open(out, printer);
    }

    /**
     * Objects without a name, one a line.
     *
     * @param between stands between two of them, before the line end; the last one is not followed by a line end
     */
    public static Json lines(OutputStream out, String between) {
        try {
            JsonGenerator generator = FACTORY.createGenerator(out);
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            generator.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            generator.setRootValueSeparator(new SerializedString(between + LINE_END));
            return new Json(generator, "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Json open(OutputStream out, DefaultPrettyPrinter printer) {
        try {
            JsonGenerator generator = FACTORY.createGenerator(out);
            generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            generator.setPrettyPrinter(printer);
            return new Json(generator, LINE_END);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A piece of writing that may fail with an {@link IOException}. */
    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    /** An object without a name: the document itself or an element of an array. */
    public Json object(Runnable members) {
        return write(() -> {
            generator.writeStartObject();
            members.run();
            generator.writeEndObject();
        });
    }

    /** Begins an object without a name, for a document that grows while its writer does other things; {@link #endObject} ends it. */
    public Json beginObject() {
        return write(generator::writeStartObject);
    }

    /** Begins an array as a member; {@link #endArray} ends it. */
    public Json beginArray(String name) {
        return write(() -> generator.writeArrayFieldStart(name));
    }

    /** Ends the array that was begun last. */
    public Json endArray() {
        return write(generator::writeEndArray);
    }

    /** Ends the object that was begun last. */
    public Json endObject() {
        return write(generator::writeEndObject);
    }

    /** An object as a member. */
    public Json object(String name, Runnable members) {
        return write(() -> {
            generator.writeObjectFieldStart(name);
            members.run();
            generator.writeEndObject();
        });
    }

    /** An array as a member. */
    public Json array(String name, Runnable elements) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            elements.run();
            generator.writeEndArray();
        });
    }

    /** A text as a member; null is JSON's null: not observed. */
    public Json text(String name, @Nullable String value) {
        return write(() -> generator.writeStringField(name, value));
    }

    /** A number as a member. */
    public Json number(String name, long value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /** A number of thousandths, written as a fraction: 0.923. */
    public Json thousandths(String name, long value) {
        return write(() -> generator.writeNumberField(name, BigDecimal.valueOf(value, 3)));
    }

    /** A number as a member; null is JSON's null: not observed. */
    public Json number(String name, @Nullable Long value) {
        return value == null ? nothing(name) : number(name, value.longValue());
    }

    /** A truth as a member. */
    public Json flag(String name, boolean value) {
        return write(() -> generator.writeBooleanField(name, value));
    }

    /** JSON's null as a member. */
    public Json nothing(String name) {
        return write(() -> generator.writeNullField(name));
    }

    /** A text as an element of an array. */
    public Json element(String value) {
        return write(() -> generator.writeString(value));
    }

    /** A number as an element of an array. */
    public Json element(long value) {
        return write(() -> generator.writeNumber(value));
    }

    /**
     * A value as an element of an array: null, a truth, a number of any size, a text, or a list or map of such values; anything else as
     * its text.
     */
    public Json plain(@Nullable Object value) {
        return write(() -> writePlain(value));
    }

    private void writePlain(@Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Long number) {
            generator.writeNumber(number);
        } else if (value instanceof BigInteger number) {
            generator.writeNumber(number);
        } else if (value instanceof BigDecimal number) {
            generator.writeNumber(number);
        } else if (value instanceof Double number) {
            generator.writeNumber(number);
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object element : list) {
                writePlain(element);
            }
            generator.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            writePlain(map);
        } else {
            generator.writeString(value.toString());
        }
    }

    private void writePlain(Map<?, ?> map) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            generator.writeFieldName(String.valueOf(member.getKey()));
            writePlain(member.getValue());
        }
        generator.writeEndObject();
    }

    /** Ends a document with a line end and flushes; the stream stays open. Lines end as the last one was left. */
    @Override
    public void close() {
        write(() -> {
            generator.writeRaw(end);
            generator.close();
        });
    }

    private Json write(Writing writing) {
        try {
            writing.run();
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
