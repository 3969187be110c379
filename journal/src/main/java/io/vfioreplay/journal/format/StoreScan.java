package io.vfioreplay.journal.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocks of a store file by walking its documents, without the library that wrote them: no lock, no index, no
 * waiting, and every length is checked against the file. Where the walk meets something that is no document, it goes on at
 * the next good block, which it knows by its magic and checksum, and reports what lies between.
 *
 * <p>Only frames are looked at; bodies are checked when they are read. Source of the document words: Chronicle Wire,
 * {@code net.openhft.chronicle.wire.Wires}.
 */
public final class StoreScan {

    private static final int WORD_BYTES = 4;
    private static final int LENGTH_MASK = 0x3fff_ffff;
    private static final int META = 0x4000_0000;
    private static final int NOT_COMPLETE = 0x8000_0000;
    private static final int WINDOW_BYTES = 1 << 16;

    private final StoreFile file;
    private final BlockIndex index = new BlockIndex();
    private final List<Damage> damage = new ArrayList<>();
    private final ByteBuffer head = StoreFile.buffer(WORD_BYTES + Frame.HEADER_BYTES);
    private boolean sealed;

    private StoreScan(StoreFile file) {
        this.file = file;
    }

    /**
     * What a scan found.
     *
     * @param index the blocks whose frames are plausible
     * @param damage everything that is none, in the order of the file
     * @param sealed whether the last block is a SEAL
     */
    public record Result(BlockIndex index, List<Damage> damage, boolean sealed) {}

    /**
     * Walks the whole file.
     *
     * @throws JournalTooNewException when a block has a version that this program does not know
     */
    public static Result scan(StoreFile file) {
        StoreScan scan = new StoreScan(file);
        scan.walk();
        return new Result(scan.index, scan.damage, scan.sealed);
    }

    private void walk() {
        long at = 0;
        while (!sealed && at + WORD_BYTES <= file.size()) {
            readHead(at);
            int word = head.getInt(0);
            long next = at + WORD_BYTES + align(word & LENGTH_MASK);
            if (word == 0 || next > file.size()) {
                at = resume(at, word);
            } else if ((word & (META | NOT_COMPLETE)) == META && !Frame.hasMagic(head, WORD_BYTES)) {
                at = next;
            } else {
                FrameHeader header = (word & (META | NOT_COMPLETE)) == 0 ? plausible(at + WORD_BYTES) : null;
                boolean fits = header != null && Frame.frameBytes(header.bodyLength()) == (word & LENGTH_MASK);
                at = header != null && fits ? accept(at + WORD_BYTES, header, next) : resume(at, word);
            }
        }
    }

    private void readHead(long at) {
        head.clear();
        file.read(at, head);
        head.flip();
    }

    private static long align(int length) {
        return (length + 3L) & ~3L;
    }

    /** The frame at {@code at} in the head, or null when it cannot be one. */
    private @Nullable FrameHeader plausible(long at) {
        if (head.limit() < WORD_BYTES + Frame.HEADER_BYTES || !Frame.hasMagic(head, WORD_BYTES)) {
            return null;
        }
        byte[] frame = new byte[Frame.HEADER_BYTES];
        head.get(WORD_BYTES, frame);
        return parse(at, frame);
    }

    private @Nullable FrameHeader parse(long at, byte[] frame) {
        try {
            FrameHeader header = Frame.header(frame);
            boolean fits = at + Frame.frameBytes(header.bodyLength()) <= file.size();
            return fits && isKnownVersion(at, frame, header) ? header : null;
        } catch (IllegalArgumentException no) {
            return null;
        }
    }

    /** Later versions keep the frame, so a good checksum proves that a strange version is no damage. */
    private boolean isKnownVersion(long at, byte[] frame, FrameHeader header) {
        int version = Frame.version(frame);
        if (version > Frame.VERSION) {
            byte[] whole = new byte[Frame.frameBytes(header.bodyLength())];
            file.read(at, whole, whole.length);
            if (Frame.isIntact(whole, whole.length)) {
                throw new JournalTooNewException(file.path(), at, "block format", version, Frame.VERSION);
            }
        }
        return version == Frame.VERSION;
    }

    private long accept(long offset, FrameHeader header, long next) {
        checkOrder(offset, header);
        index.add(offset, header);
        sealed = header.type() == BlockType.SEAL;
        return next;
    }

    /** The numbers and positions of blocks run without holes. */
    private void checkOrder(long offset, FrameHeader header) {
        FrameHeader last = index.size() == 0 ? null : index.header(index.size() - 1);
        long number = last == null ? 0 : last.number() + 1;
        long position = last == null ? 0 : last.nextPosition();
        boolean explained = !damage.isEmpty()
                && damage.get(damage.size() - 1).lastPosition() == header.firstPosition() - 1
                && damage.get(damage.size() - 1).code() == DamageCode.NOT_A_BLOCK;
        if (explained || (header.number() == number && header.firstPosition() == position)) {
            return;
        }
        boolean lost = header.firstPosition() > position;
        damage.add(new Damage(
                DamageCode.MISSING_BLOCK,
                file.path(),
                offset,
                0,
                lost ? position : Damage.NO_POSITION,
                lost ? header.firstPosition() - 1 : Damage.NO_POSITION,
                "block %d with position %d follows where block %d with position %d was expected"
                        .formatted(header.number(), header.firstPosition(), number, position)));
    }

    /** No document at {@code at}: goes on at the next good block, or to the end. */
    private long resume(long at, int word) {
        long found = findBlock(at + WORD_BYTES);
        if (found < 0) {
            reportTail(at, word);
            return file.size();
        }
        FrameHeader header = readIntact(found);
        if (header == null) {
            throw new IllegalStateException("a block was found and is gone at " + found);
        }
        reportGap(at, found, header);
        return accept(found, header, found + Frame.frameBytes(header.bodyLength()));
    }

    private void reportGap(long at, long found, FrameHeader next) {
        boolean wordOnly = found == at + WORD_BYTES;
        FrameHeader last = index.size() == 0 ? null : index.header(index.size() - 1);
        long expected = last == null ? 0 : last.nextPosition();
        boolean lost = !wordOnly && next.firstPosition() > expected;
        damage.add(new Damage(
                wordOnly ? DamageCode.STORE_WORD : DamageCode.NOT_A_BLOCK,
                file.path(),
                at,
                found - at,
                lost ? expected : Damage.NO_POSITION,
                lost ? next.firstPosition() - 1 : Damage.NO_POSITION,
                wordOnly
                        ? "the store's word before block %d is wrong".formatted(next.number())
                        : "no block here; the next good one is block %d".formatted(next.number())));
    }

    private void reportTail(long at, int word) {
        if (word == 0) {
            return;
        }
        FrameHeader last = index.size() == 0 ? null : index.header(index.size() - 1);
        damage.add(new Damage(
                DamageCode.TORN_TAIL,
                file.path(),
                at,
                file.size() - at,
                last == null ? 0 : last.nextPosition(),
                Long.MAX_VALUE,
                "the word 0x%08x begins a block that is not finished, or is damaged".formatted(word)));
    }

    /** The offset of the next good frame from {@code from} on, or -1. Frames are aligned to 4. */
    private long findBlock(long from) {
        ByteBuffer window = StoreFile.buffer(WINDOW_BYTES + Long.BYTES);
        for (long base = from; base < file.size(); base += WINDOW_BYTES) {
            window.clear();
            int count = file.read(base, window);
            for (int i = 0; i < Math.min(count, WINDOW_BYTES); i += WORD_BYTES) {
                if (i + Long.BYTES <= count && window.getLong(i) == Frame.MAGIC && readIntact(base + i) != null) {
                    return base + i;
                }
            }
        }
        return -1;
    }

    /** The frame at {@code offset} if its checksum is right. */
    private @Nullable FrameHeader readIntact(long offset) {
        byte[] frame = new byte[Frame.HEADER_BYTES];
        if (file.read(offset, frame, frame.length) < frame.length) {
            return null;
        }
        FrameHeader header = parse(offset, frame);
        if (header == null) {
            return null;
        }
        int length = Frame.frameBytes(header.bodyLength());
        byte[] whole = new byte[length];
        return file.read(offset, whole, length) == length && Frame.isIntact(whole, length) ? header : null;
    }
}
