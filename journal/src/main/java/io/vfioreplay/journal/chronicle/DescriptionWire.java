package io.vfioreplay.journal.chronicle;

import java.util.SortedMap;
import java.util.TreeMap;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.TextWire;
import net.openhft.chronicle.wire.ValueIn;
import net.openhft.chronicle.wire.Wire;

/**
 * Descriptions as self-describing Wire text: one line per key, values always text. Nothing in it can name a class, so nothing
 * in a journal can choose one.
 */
public final class DescriptionWire {

    private DescriptionWire() {}

    /** The text of a description. */
    public static byte[] encode(SortedMap<String, String> description) {
        Bytes<byte[]> bytes = Bytes.allocateElasticOnHeap();
        Wire wire = new TextWire(bytes).useTextDocuments();
        description.forEach((key, value) -> wire.write(key).text(value));
        return bytes.toByteArray();
    }

    /**
     * The description that a text holds.
     *
     * @throws RuntimeException of many kinds when it is no such text; the caller says where it stood
     */
    public static SortedMap<String, String> decode(byte[] text) {
        SortedMap<String, String> description = new TreeMap<>();
        Wire wire = new TextWire(Bytes.wrapForRead(text));
        StringBuilder key = new StringBuilder();
        while (!wire.isEmpty()) {
            long before = wire.bytes().readPosition();
            ValueIn value = wire.read(key);
            String read = value.text();
            if (read == null || key.isEmpty() || wire.bytes().readPosition() == before) {
                throw new IllegalArgumentException("no key with a text at byte " + before);
            }
            description.put(key.toString(), read);
        }
        return description;
    }
}
