package io.vfioreplay.journal;

import io.vfioreplay.journal.format.PayloadRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A small journal with a block of every type, and everything that can be read from one as text. */
final class Sample {

    static final String STORE_FILE = "19700101F.cq4";

    /** The blocks of events, in order: what {@link #write} appends. */
    static final List<String> BODIES = List.of("first body", "second body, longer", "third");

    /** How many events each of them has. */
    static final int[] COUNTS = {3, 2, 4};

    /** How many blocks {@link #write} makes: HEADER, PAYLOAD, three of EVENTS, RECORD, SEAL. */
    static final int BLOCKS = 7;

    private Sample() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static SortedMap<String, String> description(String... keysAndValues) {
        TreeMap<String, String> description = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            description.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return description;
    }

    /** Writes and seals the sample; returns the reference of its payload. */
    static PayloadRef write(Path directory) {
        try (JournalWriter writer = JournalWriter.create(directory, description("tool", "sample"))) {
            PayloadRef ref = append(writer);
            writer.seal(description("end", "orderly"));
            return ref;
        }
    }

    /** All of the sample but its SEAL. */
    static PayloadRef append(JournalWriter writer) {
        byte[] payload = bytes("a payload of some bytes");
        PayloadRef ref = writer.putPayload(payload, 0, payload.length);
        appendEvents(writer, 0);
        appendEvents(writer, 1);
        writer.appendRecord(description("digest.5", "cafe"));
        appendEvents(writer, 2);
        return ref;
    }

    private static void appendEvents(JournalWriter writer, int i) {
        byte[] body = bytes(BODIES.get(i));
        writer.appendEvents(COUNTS[i], body, body.length);
    }

    /** Everything that can be read, strictly; throws what reading throws. */
    static String readAll(Path directory, PayloadRef ref) {
        try (JournalReader reader = JournalReader.open(directory)) {
            StringBuilder all = new StringBuilder();
            all.append(reader.header()).append(reader.records()).append(reader.eventCount());
            reader.readEvents(
                    0, Long.MAX_VALUE, (first, count, body) -> all.append(line(first, count, body.toByteArray())));
            all.append(HexFormat.of().formatHex(reader.payload(ref))).append(reader.seal());
            return all.append(reader.digest()).toString();
        }
    }

    /** The blocks of events that can be read under a policy, one line each. */
    static List<String> events(JournalReader reader) {
        List<String> lines = new ArrayList<>();
        reader.readEvents(0, Long.MAX_VALUE, (first, count, body) -> lines.add(line(first, count, body.toByteArray())));
        return lines;
    }

    /** The line of one of {@link #BODIES}. */
    static String line(int i) {
        long first = 0;
        for (int before = 0; before < i; before++) {
            first += COUNTS[before];
        }
        return line(first, COUNTS[i], bytes(BODIES.get(i)));
    }

    private static String line(long first, int count, byte[] body) {
        return first + "+" + count + " " + new String(body, StandardCharsets.UTF_8);
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A journal directory with this content. */
    static Path journal(Path directory, Map<String, byte[]> files) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        return directory;
    }
}
