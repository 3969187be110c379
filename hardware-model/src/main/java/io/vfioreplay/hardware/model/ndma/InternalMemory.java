package io.vfioreplay.hardware.model.ndma;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Arrays;

/**
 * The memory inside the device, {@value #PAGES} pages of {@value #PAGE_SIZE} bytes. Sets of pages are words with one bit per
 * page. One thread at a time.
 */
final class InternalMemory {

    static final int PAGE_SIZE = 4096;
    static final int PAGES = 16;
    static final int SIZE = PAGES * PAGE_SIZE;
    static final int ALL_PAGES = (1 << PAGES) - 1;

    private final byte[] bytes = new byte[SIZE];
    /** Pages that hold bytes which came by a DMA and were not seen. */
    private int unseen;

    /** As after power-on. */
    void clear() {
        Arrays.fill(bytes, (byte) 0);
        unseen = 0;
    }

    /** The pages that a range meets. */
    static int pages(int offset, int length) {
        int first = offset / PAGE_SIZE;
        int last = (offset + length - 1) / PAGE_SIZE;
        return (2 << last) - (1 << first);
    }

    /** Whether some of these pages hold bytes that were not seen. */
    boolean isUnseen(int pages) {
        return (unseen & pages) != 0;
    }

    byte[] read(int offset, int length) {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    /** Puts bytes there; a page that is written from end to end is known again. */
    void write(int offset, Payload data) {
        data.copyTo(0, bytes, offset, data.length());
        for (int page = 0; page < PAGES; page++) {
            if (offset <= page * PAGE_SIZE && offset + data.length() >= (page + 1) * PAGE_SIZE) {
                unseen &= ~(1 << page);
            }
        }
    }

    /** Bytes came that were not seen. */
    void writeUnseen(int offset, int length) {
        unseen |= pages(offset, length);
    }

    void writeTo(SnapshotWriter out) {
        out.putInt(unseen).putBytes(bytes);
    }

    /**
     * What was written into a snapshot.
     *
     * @throws IllegalArgumentException when there is something else
     */
    static InternalMemory readFrom(SnapshotReader in) {
        InternalMemory read = new InternalMemory();
        read.unseen = in.intWithin(0, ALL_PAGES);
        System.arraycopy(in.bytesOfLength(SIZE), 0, read.bytes, 0, SIZE);
        return read;
    }

    /** One leaf per page: its SHA-256, or that it is empty, or a question mark when it was not seen. */
    void describe(StateTree.Builder tree, String prefix) {
        byte[] empty = new byte[PAGE_SIZE];
        for (int page = 0; page < PAGES; page++) {
            byte[] content = read(page * PAGE_SIZE, PAGE_SIZE);
            String known = Arrays.equals(content, empty) ? "empty" : "sha256:" + Sha256.hexOf(content);
            tree.put(prefix + page, isUnseen(1 << page) ? "?" : known);
        }
    }
}
