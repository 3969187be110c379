package io.vfioreplay.journal.chronicle;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.TextWire;
import net.openhft.chronicle.wire.ValueIn;
import net.openhft.chronicle.wire.Wire;

/**
 * Descriptions as self-describing Wire text: one line per key, values always text, keys in order. Only what {@link #encode}
 * can have written is decoded: {@link DescriptionSyntax} lets no other construct reach the library, so nothing in a journal can
 * name a class, and a text that does not come out again byte by byte is refused.
 */
public final class DescriptionWire {

    private static final String KEY_NEVER = "\"'\\";

    private DescriptionWire() {}

    /**
     * The text of a description.
     *
     * @throws IllegalArgumentException when a key holds a quote, a backslash or a control character: the library writes
     *     such keys in a way that it does not read; values may hold anything
     */
    public static byte[] encode(SortedMap<String, String> description) {
        description.keySet().forEach(DescriptionWire::checkKey);
        Bytes<byte[]> bytes = Bytes.allocateElasticOnHeap();
        Wire wire = new TextWire(bytes).useTextDocuments();
        new TreeMap<>(description).forEach((key, value) -> wire.write(key).text(value));
        return bytes.toByteArray();
    }

    private static void checkKey(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) < ' ' || KEY_NEVER.indexOf(key.charAt(i)) >= 0) {
                throw new IllegalArgumentException("the key \"" + key + "\" of a description");
            }
        }
    }

    /**
     * The description that a text holds.
     *
     * @throws IllegalArgumentException when {@link #encode} did not write it; the caller says where it stood
     */
    public static SortedMap<String, String> decode(byte[] text) {
        DescriptionSyntax.check(text);
        SortedMap<String, String> description = read(text);
        if (!Arrays.equals(encode(description), text)) {
            throw new IllegalArgumentException("it is not written as a description is");
        }
        return description;
    }

    private static SortedMap<String, String> read(byte[] text) {
        SortedMap<String, String> description = new TreeMap<>();
        Wire wire = new TextWire(Bytes.wrapForRead(text));
        StringBuilder key = new StringBuilder();
        try {
            while (!wire.isEmpty()) {
                long before = wire.bytes().readPosition();
                ValueIn value = wire.read(key);
                String read = value.text();
                if (read == null || wire.bytes().readPosition() == before) {
                    throw new IllegalArgumentException("no key with a text at byte " + before);
                }
                description.put(key.toString(), read);
            }
            return description;
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException("it cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
