package io.vfioreplay.engine.pipeline;

import io.vfioreplay.engine.codec.EventFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A slot of the ring: a block of encoded events, with copies of their large payloads. It belongs to the ring, is filled again
 * and again, and is valid only while a stage holds its sequence.
 */
final class BlockSlot {

    final byte[] bytes = new byte[EventFormat.BLOCK_BYTES_MAX];
    /** Payloads that are stored apart, by the place that their events have. */
    final List<byte[]> payloads = new ArrayList<>();
    /** What the model wants to be kept behind the block. */
    final List<SortedMap<String, String>> records = new ArrayList<>();

    private int length;
    private int count;
    private long firstPosition;
    private boolean isEnd;

    /** Makes the slot ready for the first event of a block. */
    void begin(long newFirstPosition) {
        firstPosition = newFirstPosition;
        length = 0;
        count = 0;
        isEnd = false;
        payloads.clear();
        records.clear();
    }

    /** The block is complete: so many bytes and events. */
    void finish(int newLength, int newCount) {
        length = newLength;
        count = newCount;
    }

    /** The slot is the end of the recording and has no events. */
    void finishAsEnd() {
        isEnd = true;
    }

    /** Whether it is the end of the recording. */
    boolean isEnd() {
        return isEnd;
    }

    /** How many bytes of {@link #bytes} the block has. */
    int length() {
        return length;
    }

    /** How many events it has; 0 at the end, and where the model failed at the first. */
    int count() {
        return count;
    }

    /** The position of the first event. */
    long firstPosition() {
        return firstPosition;
    }

    /** The position behind the last event. */
    long nextPosition() {
        return firstPosition + count;
    }
}
