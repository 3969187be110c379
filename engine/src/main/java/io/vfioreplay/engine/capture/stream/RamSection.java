package io.vfioreplay.engine.capture.stream;

import io.vfioreplay.engine.capture.stream.Landmarks.Want;
import java.util.HashMap;
import java.util.Map;

/**
 * Passes over the sections of the guest's RAM, whose length is not told: 64-bit big-endian words, each an address with flags
 * in its low bits, and what belongs to it.
 *
 * <pre>
 *   ZERO           address | [block] | 1 byte            PAGE    address | [block] | a page
 *   COMPRESS_PAGE  address | [block] | length 4 | bytes  XBZRLE  address | [block] | 1 | length 2 | bytes
 *   MEM_SIZE       size of all blocks | the blocks       EOS     the section ends here
 *   MULTIFD_FLUSH, HOOK: nothing                         [block] with CONTINUE: nothing; otherwise length 1 | name
 * </pre>
 *
 * <p>Source: QEMU {@code migration/ram.c}, {@code ram_load_precopy}, of 7.2 and 10.x.
 */
final class RamSection {

    private static final int ZERO = 0x02;
    private static final int MEM_SIZE = 0x04;
    private static final int PAGE = 0x08;
    private static final int EOS = 0x10;
    private static final int CONTINUE = 0x20;
    private static final int XBZRLE = 0x40;
    private static final int HOOK = 0x80;
    private static final int COMPRESS_PAGE = 0x100;
    private static final int MULTIFD_FLUSH = 0x200;

    private static final int NAME_BYTES_MAX = 255;
    private static final long NO_LENGTH = -1;
    private static final String EXPECTED = "a page of the RAM";

    private final StreamBytes bytes;
    private final Configuration configuration;
    private final RamBlocks blocks;
    private final Recovery recovery;
    private final Map<String, Long> lengths = new HashMap<>();
    private long blockLength = NO_LENGTH;
    private boolean followed;

    RamSection(StreamBytes bytes, Configuration configuration, Recovery recovery) {
        this.bytes = bytes;
        this.configuration = configuration;
        this.blocks = new RamBlocks(bytes, configuration, lengths);
        this.recovery = recovery;
    }

    /** How a word came out. */
    enum Word {
        /** It was passed over, with what belongs to it. */
        PASSED,
        /** It was the last one. */
        LAST,
        /** It is none, or what follows what belongs to it is none, or the stream ends. */
        BROKEN
    }

    /**
     * Whether the list of the blocks was understood, and what it depends on: otherwise pages may be of another size, and following
     * them could lead past the sections of devices.
     */
    boolean isFollowed() {
        return followed && configuration.isKnown();
    }

    /** Passes to the footer; false when it is behind the footer already, or the stream ended. */
    boolean read(int id) {
        Word word = Word.PASSED;
        while (word == Word.PASSED) {
            word = bytes.ahead(Long.BYTES) < Long.BYTES ? Word.BROKEN : word(bytes.be64(0));
        }
        followed |= word == Word.LAST && !lengths.isEmpty();
        if (word == Word.BROKEN) {
            recovery.recover(id, Want.END, EXPECTED);
        }
        return word == Word.LAST;
    }

    private Word word(long word) {
        if (isAlone(word)) {
            bytes.pass(Long.BYTES);
            return word == EOS ? Word.LAST : Word.PASSED;
        }
        int flags = (int) word & (configuration.pageBytes() - 1);
        long address = word - flags;
        if (flags == MEM_SIZE && address > 0) {
            bytes.pass(Long.BYTES);
            return blocks.read(address);
        }
        return (flags & CONTINUE) == 0 ? named(flags, address) : page(flags & ~CONTINUE, address, Long.BYTES);
    }

    private Word named(int flags, long address) {
        int have = bytes.ahead(Long.BYTES + 1 + NAME_BYTES_MAX);
        int length = have > Long.BYTES ? bytes.u8(Long.BYTES) : 0;
        int at = Long.BYTES + 1 + length;
        if (have < at) {
            return Word.BROKEN;
        }
        blockLength = lengths.getOrDefault(bytes.text(Long.BYTES + 1, length), NO_LENGTH);
        boolean unknown = blockLength == NO_LENGTH && !lengths.isEmpty();
        return unknown ? Word.BROKEN : page(flags, address, at);
    }

    private Word page(int kind, long address, int at) {
        if (blockLength != NO_LENGTH && Long.compareUnsigned(address, blockLength) >= 0) {
            return Word.BROKEN;
        }
        bytes.ahead(at + Integer.BYTES);
        return switch (kind) {
            case ZERO -> passed(at + 1);
            case PAGE -> passed(at + configuration.pageBytes());
            case COMPRESS_PAGE -> compressed(at);
            case XBZRLE -> xbzrle(at);
            default -> Word.BROKEN;
        };
    }

    private Word compressed(int at) {
        if (!bytes.has(at, Integer.BYTES)) {
            return Word.BROKEN;
        }
        int length = bytes.be32(at);
        boolean plausible = length >= 0 && length <= 2 * configuration.pageBytes();
        return plausible ? passed(at + Integer.BYTES + length) : Word.BROKEN;
    }

    private Word xbzrle(int at) {
        if (!bytes.has(at, 3)) {
            return Word.BROKEN;
        }
        int length = bytes.be16(at + 1);
        boolean plausible = bytes.u8(at) == 1 && length <= configuration.pageBytes();
        return plausible ? passed(at + 3 + length) : Word.BROKEN;
    }

    /** A word that cannot be right behind a page says that the page is none: what seems to be in it may be other sections. */
    private Word passed(int length) {
        int have = bytes.ahead(length + Long.BYTES);
        boolean wrong = bytes.has(length, Long.BYTES) && !isWord(bytes.be64(length));
        if (have < length || wrong) {
            return Word.BROKEN;
        }
        bytes.pass(length);
        return Word.PASSED;
    }

    private boolean isWord(long word) {
        int kind = (int) word & (configuration.pageBytes() - 1) & ~CONTINUE;
        return isAlone(word) || kind == ZERO || kind == PAGE || kind == COMPRESS_PAGE || kind == XBZRLE;
    }

    private static boolean isAlone(long word) {
        return word == EOS || word == MULTIFD_FLUSH || word == HOOK;
    }
}
