package io.vfioreplay.engine.capture.ftrace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a trace by the bytes of their names: those that mappings know, and others as they come, so that counting them
 * makes no strings. Names beyond {@value #OTHERS_MAX}, or longer than {@value #NAME_BYTES_MAX} bytes, are not told apart.
 */
final class EventTable {

    static final int OTHERS_MAX = 1024;
    static final int NAME_BYTES_MAX = 100;

    private static final String MARK = "tracing_mark_write";
    private static final String PRINT = "print";

    private final List<Mapping> mappings;
    private final Map<String, Entry> mapped = new HashMap<>();
    private final Entry beyond = new Entry("(other)");
    private Entry[] entries = new Entry[256];
    private int count;
    private int others;

    EventTable(List<Mapping> mappings) {
        this.mappings = mappings;
        for (Mapping mapping : mappings) {
            for (MappedEvent event : mapping.events().values()) {
                Entry entry = mapped.get(event.name());
                if (entry == null) {
                    entry = add(new Entry(event.name()));
                    mapped.put(event.name(), entry);
                }
                entry.claims.add(event.copy());
            }
        }
        add(new Entry(MARK));
        add(new Entry(PRINT));
    }

    /** One event. */
    static final class Entry {

        private final String name;
        private final byte[] bytes;
        private final List<MappedEvent> claims = new ArrayList<>();
        private @Nullable MappedEvent chosen;
        private boolean wasSeen;

        Entry(String name) {
            this.name = name;
            this.bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        }

        String name() {
            return name;
        }

        /** What each mapping that knows it says. */
        List<MappedEvent> claims() {
            return claims;
        }

        /** What the chosen mapping says, null before {@link EventTable#choose()} and where none knows it. */
        @Nullable
        MappedEvent chosen() {
            return chosen;
        }

        void setSeen() {
            wasSeen = true;
        }

        /** Whether it is what {@code trace_marker} writes. */
        boolean isMark() {
            return name.equals(MARK);
        }

        /** Whether it is that in the words of trace-cmd. */
        boolean isPrint() {
            return name.equals(PRINT);
        }
    }

    /** The entry of this name, added if there is none. */
    Entry find(byte[] buffer, int from, int to) {
        int mask = entries.length - 1;
        int place = hash(buffer, from, to) & mask;
        Entry entry = entries[place];
        while (entry != null) {
            if (Arrays.equals(buffer, from, to, entry.bytes, 0, entry.bytes.length)) {
                return entry;
            }
            place = place + 1 & mask;
            entry = entries[place];
        }
        if (others == OTHERS_MAX || to - from > NAME_BYTES_MAX) {
            return beyond;
        }
        others++;
        return add(new Entry(new String(buffer, from, to - from, StandardCharsets.ISO_8859_1)));
    }

    /** Whether the trace holds an event of this name, as far as it was marked so. */
    boolean wasSeen(String name) {
        Entry entry = mapped.get(name);
        return entry != null && entry.wasSeen;
    }

    /** Of the mappings that know one event chooses the one of which more events were seen, of equals the earlier. */
    void choose() {
        Map<Mapping, Integer> seen = new HashMap<>();
        for (Mapping mapping : mappings) {
            int count = 0;
            for (String name : mapping.events().keySet()) {
                count += wasSeen(name) ? 1 : 0;
            }
            seen.put(mapping, count);
        }
        for (Entry entry : mapped.values()) {
            MappedEvent best = entry.claims.get(0);
            for (MappedEvent claim : entry.claims) {
                best = seen.getOrDefault(claim.mapping(), 0) > seen.getOrDefault(best.mapping(), 0) ? claim : best;
            }
            entry.chosen = best;
        }
    }

    /** The first mapping of which an event that sets a state was seen: its protocol is that of the devices; or null. */
    @Nullable
    Mapping mappingOfStates() {
        for (Mapping mapping : mappings) {
            for (MappedEvent event : mapping.events().values()) {
                if (event.setsState() && wasSeen(event.name())) {
                    return mapping;
                }
            }
        }
        return null;
    }

    private Entry add(Entry entry) {
        count++;
        if (count * 2 > entries.length) {
            Entry[] old = entries;
            entries = new Entry[old.length * 2];
            for (Entry one : old) {
                if (one != null) {
                    put(one);
                }
            }
        }
        put(entry);
        return entry;
    }

    private void put(Entry entry) {
        int mask = entries.length - 1;
        int place = hash(entry.bytes, 0, entry.bytes.length) & mask;
        while (entries[place] != null) {
            place = place + 1 & mask;
        }
        entries[place] = entry;
    }

    private static int hash(byte[] buffer, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + buffer[i];
        }
        return hash ^ hash >>> 15;
    }
}
