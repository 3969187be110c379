package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.stream.RamSection.Word;
import java.util.Map;

/**
 * Passes over the list of the blocks of RAM.
 *
 * <pre>
 *   | length 1 | name | used length 8 | [page size 8] | [address 8] | [version 4 | page size 8 | bitmap at 8 | pages at 8 | ...
 * </pre>
 *
 * <p>The page size is there with postcopy, for blocks of large pages. The address is there with x-ignore-shared. The rest is
 * there with mapped-ram: then the bitmap and the pages of the block are in the file itself, where it says, and the next block
 * is behind them.
 *
 * <p>Source: QEMU {@code migration/ram.c}, {@code ram_save_setup} and {@code mapped_ram_setup_ramblock}, of 7.2 and 10.x.
 */
final class RamBlocks {

    private static final int BLOCKS_MAX = 1 << 16;
    private static final int NAME_BYTES_MAX = 255;
    private static final int MAPPED_BYTES = 28;
    private static final int MAPPED_VERSION = 1;
    private static final long PAGE_BYTES_MIN = 1 << 10;

    private final StreamBytes bytes;
    private final Configuration configuration;
    private final Map<String, Long> lengths;

    RamBlocks(StreamBytes bytes, Configuration configuration, Map<String, Long> lengths) {
        this.bytes = bytes;
        this.configuration = configuration;
        this.lengths = lengths;
    }

    /** Reads the blocks, which have {@code total} bytes together. */
    Word read(long total) {
        long left = total;
        while (left > 0) {
            int have = bytes.ahead(1 + NAME_BYTES_MAX + Long.BYTES);
            int nameLength = have < 1 ? 0 : bytes.u8(0);
            int length = 1 + nameLength + Long.BYTES;
            if (have < length) {
                return Word.BROKEN;
            }
            long used = bytes.be64(1 + nameLength);
            if (nameLength == 0 || used <= 0 || used > left || lengths.size() >= BLOCKS_MAX) {
                return Word.BROKEN;
            }
            lengths.put(bytes.text(1, nameLength), used);
            bytes.pass(length);
            left -= used;
            Word rest = rest(used);
            if (rest != Word.PASSED) {
                return rest;
            }
        }
        return Word.PASSED;
    }

    /** What the capabilities put behind a block. */
    private Word rest(long used) {
        bytes.ahead(2 * Long.BYTES + MAPPED_BYTES);
        if (hasPageSize()) {
            bytes.pass(Long.BYTES);
        }
        if (configuration.ignoreShared() && bytes.pass(Long.BYTES) < Long.BYTES) {
            return Word.BROKEN;
        }
        return isMapped(0) ? mapped(used) : Word.PASSED;
    }

    /** The stream does not say that there is one; where an address must follow, a lone word is that. */
    private boolean hasPageSize() {
        if (isMapped(0) || !bytes.has(0, Long.BYTES) || !isPageSize(bytes.be64(0))) {
            return false;
        }
        return !configuration.ignoreShared()
                || (bytes.has(Long.BYTES, Long.BYTES) && isAddress(bytes.be64(Long.BYTES)) && !isMapped(Long.BYTES));
    }

    /** Neither the length of a name, which is not 0, nor flags, which are less. */
    private static boolean isPageSize(long word) {
        return isAddress(word) && Long.bitCount(word) == 1;
    }

    /** Neither the length of a name, which is not 0, nor flags without an address. */
    private static boolean isAddress(long word) {
        return word >>> 56 == 0 && word % PAGE_BYTES_MIN == 0;
    }

    private boolean isMapped(int at) {
        return bytes.has(at, MAPPED_BYTES) && bytes.be32(at) == MAPPED_VERSION && isPageSize(bytes.be64(at + 4));
    }

    private Word mapped(long used) {
        long bitmapAt = bytes.be64(12);
        long pagesAt = bytes.be64(20);
        long from = bytes.offset() + MAPPED_BYTES;
        if (bitmapAt == 0 && pagesAt == 0) { // A block that is shared, and has no pages here.
            bytes.pass(MAPPED_BYTES);
            return Word.PASSED;
        }
        long end = pagesAt + used;
        if (bitmapAt != from || pagesAt < from || end < pagesAt) {
            return Word.BROKEN;
        }
        long length = end - bytes.offset();
        return bytes.pass(length) < length ? Word.BROKEN : Word.PASSED;
    }
}
