package io.vfioreplay.engine.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The events A of a sequence whose B may still come: by lane in the order of their positions, and by the last moment of each. An entry
 * that has left one order leaves the other when it is met there, or when as many have left as may wait. One thread.
 */
final class Waiting {

    /** How many may wait at a time; some 10 MB. */
    static final int COUNT_MAX = 1 << 16;

    /** The moment that never passes. */
    static final long NEVER = Long.MAX_VALUE;

    private final Map<Integer, ArrayDeque<Entry>> lanes = new HashMap<>();
    private final PriorityQueue<Entry> byMoment =
            new PriorityQueue<>(Comparator.comparingLong(Entry::lastMoment).thenComparingLong(Entry::position));
    private int count;
    private int held; // In lanes, gone or not.

    /** An event that waits. */
    static final class Entry {
        private final long position;
        private final long timeNanos;
        private final int lane;
        private final long lastMoment;
        private boolean isGone;

        /**
         * One that waits from now on.
         *
         * @param lastMoment after which its B comes too late, or {@link #NEVER}
         */
        Entry(long position, long timeNanos, int lane, long lastMoment) {
            this.position = position;
            this.timeNanos = timeNanos;
            this.lane = lane;
            this.lastMoment = lastMoment;
        }

        long position() {
            return position;
        }

        long timeNanos() {
            return timeNanos;
        }

        private long lastMoment() {
            return lastMoment;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Adds the entry unless too many wait already. */
    boolean add(Entry entry) {
        if (count == COUNT_MAX) {
            return false;
        }
        if (held == 2 * COUNT_MAX || byMoment.size() == 2 * COUNT_MAX) {
            forgetGone();
        }
        count++;
        held++;
        lanes.computeIfAbsent(entry.lane, lane -> new ArrayDeque<>()).add(entry);
        if (entry.lastMoment != NEVER) {
            byMoment.add(entry);
        }
        return true;
    }

    /** Removes an entry whose last moment is before {@code now}, the earliest first; null when there is none. */
    @Nullable
    Entry removeDue(long now) {
        while (!byMoment.isEmpty() && byMoment.element().lastMoment < now) {
            Entry due = byMoment.remove();
            if (!due.isGone) {
                return gone(due);
            }
        }
        return null;
    }

    /** Removes the entry of a lane that waits longest; null when none does. */
    @Nullable
    Entry removeFirst(int lane) {
        ArrayDeque<Entry> entries = lanes.get(lane);
        while (entries != null && !entries.isEmpty()) {
            Entry first = entries.remove();
            held--;
            if (entries.isEmpty()) {
                lanes.remove(lane);
            }
            if (!first.isGone) {
                return gone(first);
            }
        }
        return null;
    }

    /** Removes all, by position. */
    List<Entry> removeAll() {
        List<Entry> all = new ArrayList<>(count);
        for (ArrayDeque<Entry> entries : lanes.values()) {
            for (Entry entry : entries) {
                if (!entry.isGone) {
                    all.add(gone(entry));
                }
            }
        }
        forgetGone();
        all.sort(Comparator.comparingLong(Entry::position));
        return all;
    }

    private Entry gone(Entry entry) {
        entry.isGone = true;
        count--;
        return entry;
    }

    private void forgetGone() {
        byMoment.removeIf(entry -> entry.isGone);
        lanes.values().forEach(entries -> entries.removeIf(entry -> entry.isGone));
        lanes.values().removeIf(ArrayDeque::isEmpty);
        held = count;
    }
}
