package io.vfioreplay.journal.format;

import java.util.Arrays;

/** Where the blocks of a journal are: one row per block, in order. Grows; not thread-safe while it does. */
public final class BlockIndex {

    private long[] offsets = new long[64];
    private FrameHeader[] headers = new FrameHeader[64];
    private int size;

    void add(long offset, FrameHeader header) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size * 2);
            headers = Arrays.copyOf(headers, size * 2);
        }
        offsets[size] = offset;
        headers[size] = header;
        size++;
    }

    /** How many blocks there are. */
    public int size() {
        return size;
    }

    /** Where block row {@code i} begins in the file. */
    public long offset(int i) {
        return offsets[i];
    }

    /** The frame of row {@code i}. */
    public FrameHeader header(int i) {
        return headers[i];
    }

    /** The row of the block with this number, or -1; numbers grow with rows. */
    public int rowOfNumber(long number) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = headers[middle].number();
            if (found == number) {
                return middle;
            }
            if (found < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The first row whose positions end behind {@code position}; {@link #size()} when there is none. */
    public int rowOfPosition(long position) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (headers[middle].nextPosition() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
