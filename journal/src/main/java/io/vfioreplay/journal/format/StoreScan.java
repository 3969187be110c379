package io.vfioreplay.journal.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the blocks of a store file by walking its documents, without the library that wrote them: no lock, no index, no
 * waiting, and every length is checked against the file. Where the walk meets something that is no document, it goes on at
 * the next good block, which it knows by its magic and checksum, and reports what lies between.
 *
 * <p>Only frame headers are read; bodies are checked when they are read. A block is known by itself: the store's word before
 * it must agree, or is reported. Source of the words: Chronicle Wire, {@code net.openhft.chronicle.wire.Wires}.
 */
public final class StoreScan {

    private static final int WORD_BYTES = 4;
    private static final int LENGTH_MASK = 0x3fff_ffff;
    private static final int META = 0x4000_0000;
    private static final int NOT_COMPLETE = 0x8000_0000;

    private final StoreFile file;
    private final BlockSearch search;
    private final BlockIndex index = new BlockIndex();
    private final List<Damage> damage = new ArrayList<>();
    private final ByteBuffer head = StoreFile.buffer(WORD_BYTES + Frame.HEADER_BYTES);
    private final Order order;
    private boolean sealed;

    private StoreScan(StoreFile file, Order order) {
        this.file = file;
        this.order = order;
        this.search = new BlockSearch(file);
    }

    /** What is done with a good block that stands behind a later one. */
    public enum Order {
        /** It is reported and left out, so that the blocks that are read stand in the file one behind the other. */
        AS_WRITTEN,
        /** It is reported and taken in by its number, where it has a place. */
        BY_NUMBER
    }

    /**
     * What a scan found.
     *
     * @param index the blocks with a good frame header, numbers and positions rising
     * @param damage everything else that is not as a writer leaves it, in the order of the file
     * @param sealed whether the last block is a SEAL
     */
    public record Result(BlockIndex index, List<Damage> damage, boolean sealed) {}

    /**
     * Walks the whole file.
     *
     * @throws JournalTooNewException when a block has a version that this program does not know
     */
    public static Result scan(StoreFile file, Order order) {
        StoreScan scan = new StoreScan(file, order);
        scan.walk();
        return new Result(scan.index, scan.damage, scan.sealed);
    }

    private void walk() {
        long at = 0;
        while (!sealed && at + WORD_BYTES <= file.size()) {
            at = pass(at);
        }
    }

    /** Passes the document at {@code at}; returns where the next one begins. */
    private long pass(long at) {
        head.clear();
        file.read(at, head);
        head.flip();
        int word = head.getInt(0);
        long end = at + WORD_BYTES + align(word & LENGTH_MASK);
        if (Frame.hasMagic(head, WORD_BYTES)) {
            FrameHeader block = search.blockIn(at + WORD_BYTES, head, WORD_BYTES);
            return block == null ? resume(at, at + WORD_BYTES, word, end) : passBlock(at, word, block);
        }
        boolean own = (word & META) != 0 && (word & NOT_COMPLETE) == 0 && end <= file.size();
        return own ? end : resume(at, at + WORD_BYTES, word, end);
    }

    private long passBlock(long at, int word, FrameHeader block) {
        long offset = at + WORD_BYTES;
        if (word == block.frameBytes()) {
            return accept(offset, block, false);
        }
        if (!isWhole(offset, block)) {
            // The word is written last: without it, the body may be one that its writer never finished.
            return resume(at, offset + WORD_BYTES, word, offset + block.frameBytes());
        }
        long end = accept(offset, block, false);
        reportWord(at, word, block, search.next(end, index) == null);
        return end;
    }

    private boolean isWhole(long offset, FrameHeader block) {
        byte[] frame = new byte[block.frameBytes()];
        return file.read(offset, frame, frame.length) == frame.length && Frame.isIntact(frame, frame.length);
    }

    /** A good block without its word is one whose writer died just then, unless something follows it. */
    private void reportWord(long at, int word, FrameHeader block, boolean isLast) {
        if (isWrittenMeanwhile(at, word)) {
            return;
        }
        boolean unfinished = word == 0 || (word & NOT_COMPLETE) != 0;
        report(
                unfinished && isLast ? DamageCode.TORN_TAIL : DamageCode.STORE_WORD,
                at,
                WORD_BYTES,
                "the store's word before block %d is 0x%08x where 0x%08x is expected"
                        .formatted(block.number(), word, block.frameBytes()));
    }

    /**
     * Whether a word is another one than a moment ago. Where a writer is at work, what follows an unfinished block may be seen
     * before the block itself is looked at again; then it is finished, for words are written in the order of the blocks.
     */
    private boolean isWrittenMeanwhile(long at, int word) {
        ByteBuffer now = StoreFile.buffer(WORD_BYTES);
        file.read(at, now);
        return now.getInt(0) != word;
    }

    private static long align(int length) {
        return (length + 3L) & ~3L;
    }

    /** Takes a block in, unless it belongs before one that was taken in; returns where it ends. */
    private long accept(long offset, FrameHeader block, boolean holeReported) {
        long number = index.nextNumber();
        long position = index.nextPosition();
        if (block.number() < number || block.firstPosition() < position) {
            report(DamageCode.OUT_OF_ORDER, offset, block.frameBytes(), unexpected(block));
            if (order == Order.BY_NUMBER) {
                index.insert(offset, block);
            }
        } else {
            boolean whole = block.number() == number && block.firstPosition() == position;
            if (!whole && !holeReported) {
                reportHole(DamageCode.MISSING_BLOCK, offset, 0, block, unexpected(block));
            }
            index.add(offset, block);
            sealed = block.type() == BlockType.SEAL;
        }
        return offset + block.frameBytes();
    }

    /** Made for a block that is reported only: making it for each of a long journal's blocks took most of opening it. */
    private String unexpected(FrameHeader block) {
        return "block %d with position %d follows where block %d with position %d was expected"
                .formatted(block.number(), block.firstPosition(), index.nextNumber(), index.nextPosition());
    }

    /** No document at {@code at}: goes on at the next good block behind {@code from}, or to the end. */
    private long resume(long at, long from, int word, long end) {
        BlockSearch.Found next = search.next(from, index);
        if (next == null) {
            reportTail(at, word, end);
            return file.size();
        }
        if (isWrittenMeanwhile(at, word)) {
            return at;
        }
        boolean whole =
                next.header().number() == index.nextNumber() && next.header().firstPosition() == index.nextPosition();
        reportHole(
                whole ? DamageCode.STORE_WORD : DamageCode.NOT_A_BLOCK,
                at,
                next.offset() - at,
                next.header(),
                "no block here; the next good one is block %d"
                        .formatted(next.header().number()));
        return accept(next.offset(), next.header(), true);
    }

    private void reportTail(long at, int word, long end) {
        boolean begun = Frame.hasMagic(head, WORD_BYTES);
        if (word == 0 && !begun) {
            return; // The room that the store keeps in reserve.
        }
        boolean torn = word == 0 || (word & NOT_COMPLETE) != 0 || end > file.size();
        damage.add(new Damage(
                torn ? DamageCode.TORN_TAIL : DamageCode.NOT_A_BLOCK,
                file.path(),
                at,
                file.size() - at,
                index.nextPosition(),
                Long.MAX_VALUE,
                "the word 0x%08x begins %s, and no good block follows"
                        .formatted(word, torn ? "a block that is not finished" : "no good block")));
    }

    private void report(DamageCode code, long at, long length, String message) {
        damage.add(new Damage(code, file.path(), at, length, Damage.NO_POSITION, Damage.NO_POSITION, message));
    }

    /** A hole before {@code next}, which says how many positions went with it. */
    private void reportHole(DamageCode code, long at, long length, FrameHeader next, String message) {
        long position = index.nextPosition();
        boolean lost = next.firstPosition() > position;
        damage.add(new Damage(
                code,
                file.path(),
                at,
                length,
                lost ? position : Damage.NO_POSITION,
                lost ? next.firstPosition() - 1 : Damage.NO_POSITION,
                message));
    }
}
