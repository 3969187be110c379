package io.vfioreplay.engine.export;

import io.vfioreplay.engine.export.TraceEvents.Track;
import java.util.Arrays;

/**
 * Where in the stream of the last session each chunk of migration data lay, and where in the trace it is. Of bounded size: what is
 * beyond {@value #CHUNKS_MAX} chunks gets no arrow.
 */
final class ChunkTrail {

    private static final int CHUNKS_MAX = 1 << 20;
    private static final int CHUNKS_MIN = 64;

    private long[] ends = new long[CHUNKS_MIN];
    private long[] times = new long[CHUNKS_MIN];
    private int[] tids = new int[CHUNKS_MIN];
    private int pid;
    private int count;
    private long bytes;
    private long stopCopyAt;

    /** A session begins; what was moved before belongs to another one. */
    void begin() {
        count = 0;
        bytes = 0;
        stopCopyAt = 0;
    }

    /** What is moved from now on is the part that was read while the device was stopped. */
    void stopCopy() {
        stopCopyAt = bytes;
    }

    void add(long length, Track track, long at) {
        bytes += length;
        if (length == 0 || count == CHUNKS_MAX) {
            return;
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            times = Arrays.copyOf(times, 2 * count);
            tids = Arrays.copyOf(tids, 2 * count);
        }
        pid = track.pid();
        ends[count] = bytes;
        times[count] = at;
        tids[count++] = track.tid();
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Where the part begins that was read in STOP_COPY. */
    long stopCopyAt() {
        return stopCopyAt;
    }

    /** Draws an arrow to each chunk of {@code loaded} from the chunk that holds its last byte; returns the next free id. */
    long arrowsTo(ChunkTrail loaded, long start, TraceEvents trace, long firstId) {
        long id = firstId;
        int from = 0;
        for (int to = 0; to < loaded.count; to++) {
            while (from < count && ends[from] < start + loaded.ends[to]) {
                from++;
            }
            if (from == count) {
                return id;
            }
            trace.arrowFrom(new Track(pid, tids[from]), id, times[from]);
            trace.arrowTo(new Track(loaded.pid, loaded.tids[to]), id, loaded.times[to]);
            id++;
        }
        return id;
    }
}
