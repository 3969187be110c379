package io.vfioreplay.journal.format;

import java.util.Arrays;

/** Where the blocks of a journal are: one row per block, numbers and positions rising. Not thread-safe while it grows. */
public final class BlockIndex {

    private static final BlockType[] TYPES = BlockType.values();

    private long[] offsets = new long[64];
    private long[] numbers = new long[64];
    private long[] positions = new long[64];
    private int[] counts = new int[64];
    private int[] lengths = new int[64];
    private byte[] types = new byte[64];
    private int size;

    void add(long offset, FrameHeader header) {
        if (size == offsets.length) {
            grow(size * 2);
        }
        set(size++, offset, header);
    }

    private void set(int row, long offset, FrameHeader header) {
        offsets[row] = offset;
        numbers[row] = header.number();
        positions[row] = header.firstPosition();
        counts[row] = header.count();
        lengths[row] = header.bodyLength();
        types[row] = (byte) header.type().ordinal();
    }

    /**
     * Puts a block that was found behind a later one in its place; the offsets then do not rise any more.
     *
     * @return false when it has no place: there is a block with its number, or its positions are not those that are missing there
     */
    boolean insert(long offset, FrameHeader header) {
        int row = -Arrays.binarySearch(numbers, 0, size, header.number()) - 1;
        if (row < 0
                || (row > 0 && positions[row - 1] + counts[row - 1] > header.firstPosition())
                || (row < size && positions[row] < header.nextPosition())) {
            return false;
        }
        add(offset, header);
        for (int i = size - 1; i > row; i--) {
            copy(i - 1, i);
        }
        set(row, offset, header);
        return true;
    }

    private void copy(int from, int to) {
        offsets[to] = offsets[from];
        numbers[to] = numbers[from];
        positions[to] = positions[from];
        counts[to] = counts[from];
        lengths[to] = lengths[from];
        types[to] = types[from];
    }

    private void grow(int capacity) {
        offsets = Arrays.copyOf(offsets, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        positions = Arrays.copyOf(positions, capacity);
        counts = Arrays.copyOf(counts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
        types = Arrays.copyOf(types, capacity);
    }

    /** How many blocks there are. */
    public int size() {
        return size;
    }

    /** Where block row {@code i} begins in the file. */
    public long offset(int i) {
        return offsets[i];
    }

    /** What the block of row {@code i} holds. */
    public BlockType type(int i) {
        return TYPES[types[i]];
    }

    /** The frame of row {@code i}. */
    public FrameHeader header(int i) {
        return new FrameHeader(type(i), lengths[i], numbers[i], positions[i], counts[i]);
    }

    /** Where the last block ends in the file; 0 when there is none. */
    public long endOffset() {
        return size == 0 ? 0 : offsets[size - 1] + Frame.frameBytes(lengths[size - 1]);
    }

    /** The number that the next block must have. */
    public long nextNumber() {
        return size == 0 ? 0 : numbers[size - 1] + 1;
    }

    /** The position behind the last one. */
    public long nextPosition() {
        return size == 0 ? 0 : positions[size - 1] + counts[size - 1];
    }

    /** The row of the block with this number, or -1. */
    public int rowOfNumber(long number) {
        int row = Arrays.binarySearch(numbers, 0, size, number);
        return Math.max(row, -1);
    }

    /** The first row whose positions end behind {@code position}; {@link #size()} when there is none. */
    public int rowOfPosition(long position) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (positions[middle] + counts[middle] <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
