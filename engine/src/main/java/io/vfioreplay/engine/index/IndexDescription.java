package io.vfioreplay.engine.index;

import io.vfioreplay.hardware.device.ObservedHost;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an index belongs to.
 *
 * @param format version of what its frames hold
 * @param model version of the model whose state its snapshots hold
 * @param journal hash of the journal's last block
 * @param events how many positions the journal has
 */
record IndexDescription(String format, String model, String journal, long events) {

    private static final String FORMAT = "index-1";
    private static final String FORMAT_KEY = "format";
    private static final String MODEL_KEY = "model";
    private static final String JOURNAL_KEY = "journal";
    private static final String EVENTS_KEY = "events";

    /** What this program makes of a journal. */
    static IndexDescription of(String journalDigest, long events) {
        return new IndexDescription(FORMAT, ObservedHost.VERSION, journalDigest, events);
    }

    /** What is in the way of using an index with this description, or an empty text. */
    String unfitFor(IndexDescription wanted) {
        if (!format.equals(wanted.format)) {
            return "it is of format %s, this program reads %s".formatted(format, wanted.format);
        }
        if (!model.equals(wanted.model)) {
            return "it was made with the model %s, this program has %s".formatted(model, wanted.model);
        }
        boolean fits = journal.equals(wanted.journal) && events == wanted.events;
        return fits ? "" : "it belongs to another journal, or to this one at another time";
    }

    byte[] toBytes() {
        String text = FORMAT_KEY
                + '='
                + format
                + '\n'
                + MODEL_KEY
                + '='
                + model
                + '\n'
                + JOURNAL_KEY
                + '='
                + journal
                + '\n'
                + EVENTS_KEY
                + '='
                + events
                + '\n';
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A description from its bytes; what is not there is empty, and fits nothing. */
    static IndexDescription ofBytes(byte[] bytes) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String events = values.getOrDefault(EVENTS_KEY, "");
        return new IndexDescription(
                values.getOrDefault(FORMAT_KEY, ""),
                values.getOrDefault(MODEL_KEY, ""),
                values.getOrDefault(JOURNAL_KEY, ""),
                events.matches("[0-9]{1,18}") ? Long.parseLong(events) : -1);
    }
}
