package io.vfioreplay.engine.postmortem;

import java.util.Arrays;

/**
 * Where the pieces of a stream lie in the journal: position, packet, time, offset and print of each, at most
 * {@value #CHUNKS_MAX}; what comes after is found by reading on from the last.
 */
final class ChunkIndex {

    private static final int CHUNKS_MAX = 1 << 18;

    private long[] positions = new long[16];
    private long[] records = new long[16];
    private long[] times = new long[16];
    private long[] ends = new long[16];
    private long[] prints = new long[16];
    private int count;
    private long length;
    private long lastPosition = -1;
    private boolean complete = true;

    /**
     * Appends a piece.
     *
     * @param moment where it is
     * @param timeNanos from when on its bytes were there, or {@link io.vfioreplay.hardware.event.Envelope#NO_TIME}
     * @param bytes how many
     * @param print of its content
     */
    void add(Moment moment, long timeNanos, long bytes, long print) {
        length += bytes;
        lastPosition = moment.position();
        if (count == CHUNKS_MAX) {
            complete = false;
            return;
        }
        if (count == positions.length) {
            grow();
        }
        positions[count] = moment.position();
        records[count] = moment.record();
        times[count] = timeNanos;
        ends[count] = length;
        prints[count++] = print;
    }

    /** How many pieces are indexed. */
    int count() {
        return count;
    }

    /** Whether every piece is indexed. */
    boolean isComplete() {
        return complete;
    }

    long length() {
        return length;
    }

    long lastPosition() {
        return lastPosition;
    }

    long position(int chunk) {
        return positions[chunk];
    }

    long record(int chunk) {
        return records[chunk];
    }

    /** When the bytes of a piece were handed out, or at the latest on their way in. */
    long timeNanos(int chunk) {
        return times[chunk];
    }

    long print(int chunk) {
        return prints[chunk];
    }

    long start(int chunk) {
        return chunk == 0 ? 0 : ends[chunk - 1];
    }

    long bytes(int chunk) {
        return ends[chunk] - start(chunk);
    }

    /** The piece that holds the byte at this offset, or the last one. */
    int chunkAt(long offset) {
        int found = Arrays.binarySearch(ends, 0, count, offset + 1);
        int chunk = found >= 0 ? found : -found - 1;
        return Math.min(chunk, count - 1);
    }

    private void grow() {
        int room = positions.length * 2;
        positions = Arrays.copyOf(positions, room);
        records = Arrays.copyOf(records, room);
        times = Arrays.copyOf(times, room);
        ends = Arrays.copyOf(ends, room);
        prints = Arrays.copyOf(prints, room);
    }
}
