package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.index.JournalIndex.Snapshot;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Snapshots that a traveller leaves on its ways, so that going back does not begin at the beginning: close together before where it
 * went, ever farther apart with the distance, and few. Kept in memory. One thread.
 */
final class Footprints {

    private static final int COUNT_MAX = 96;
    private static final long BYTES_MAX = 64 << 20;
    /** A footprint is left when the way since the last one is this part of the way still to go. */
    private static final int PART_OF_WAY = 4;

    private final long stride;
    private final TreeMap<Long, byte[]> states = new TreeMap<>();
    private long bytes;

    /** No footprints, and none to come closer together than {@code stride} events. */
    Footprints(long stride) {
        this.stride = stride;
    }

    /** The last one at or before a position, or empty. */
    Optional<Snapshot> atOrBefore(long position) {
        Map.Entry<Long, byte[]> found = states.floorEntry(position);
        return Optional.ofNullable(found).map(entry -> new Snapshot(entry.getKey(), entry.getValue()));
    }

    /** How far to go from here before the next one, where so many events are to go. */
    long next(long eventsToGo) {
        return Math.max(stride, eventsToGo / PART_OF_WAY);
    }

    /** Whether none is close enough before this position. */
    boolean areWantedAt(long position) {
        Long last = states.floorKey(position);
        return position >= 0 && (last == null || position - last >= stride);
    }

    /** Leaves one. */
    void leave(long position, byte[] state) {
        bytes += state.length;
        states.put(position, state);
    }

    /** Forgets what is farthest from here while there are too many; what is next before here stays. */
    void forgetFarFrom(long position) {
        while ((states.size() > COUNT_MAX || bytes > BYTES_MAX) && states.size() > 1) {
            long first = states.firstKey();
            long last = states.lastKey();
            Long nearest = states.floorKey(position);
            boolean isFirstFarther = Math.abs(position - first) > Math.abs(last - position);
            forget(isFirstFarther && (nearest == null || nearest != first) ? first : last);
        }
    }

    private void forget(long position) {
        byte[] state = states.remove(position);
        bytes -= state == null ? 0 : state.length;
    }

    /** How many there are. */
    int count() {
        return states.size();
    }
}
