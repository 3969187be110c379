package io.vfioreplay.engine.recovery;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.Frame;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.Sha256;
import io.vfioreplay.journal.format.StoreFile;
import io.vfioreplay.journal.format.StoreScan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Alters the file of a sound journal, block by block; every operation begins with what was there first. */
final class Surgery {

    private final Path file;
    private final byte[] sound;
    private final BlockIndex index;

    private Surgery(Path file, byte[] sound, BlockIndex index) {
        this.file = file;
        this.sound = sound;
        this.index = index;
    }

    static Surgery on(Path journal) {
        Path file = journal.resolve("19700101F.cq4");
        try (StoreFile store = StoreFile.open(file, file)) {
            BlockIndex index = StoreScan.scan(store, StoreScan.Order.AS_WRITTEN).index();
            return new Surgery(file, Files.readAllBytes(file), index);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    BlockIndex blocks() {
        return index;
    }

    /** The rows of all blocks of a type. */
    List<Integer> rows(BlockType type) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < index.size(); row++) {
            if (index.type(row) == type) {
                rows.add(row);
            }
        }
        return rows;
    }

    /** Flips a bit of a block; {@code at} counts from its beginning. */
    void flip(int row, int at) {
        byte[] bytes = sound.clone();
        bytes[(int) index.offset(row) + at] ^= 4;
        save(bytes);
    }

    /** Cuts the file off inside the block of a row, {@code bytes} behind its beginning. */
    void cut(int row, int bytes) {
        save(Arrays.copyOf(sound, (int) index.offset(row) + bytes));
    }

    /** Undoes everything. */
    void heal() {
        save(sound);
    }

    /** Leaves one block out. */
    void remove(int row) {
        List<Integer> rows = all();
        rows.remove(row);
        arrange(rows);
    }

    /** Exchanges a block with the one behind it. */
    void swap(int row) {
        List<Integer> rows = all();
        rows.add(row + 1, rows.remove(row));
        arrange(rows);
    }

    private List<Integer> all() {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < index.size(); row++) {
            rows.add(row);
        }
        return rows;
    }

    private void arrange(List<Integer> rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(sound, 0, wordAt(0));
        for (int row : rows) {
            all.write(sound, wordAt(row), Integer.BYTES + index.header(row).frameBytes());
        }
        all.write(new byte[4096], 0, 4096);
        save(all.toByteArray());
    }

    private int wordAt(int row) {
        return (int) index.offset(row) - Integer.BYTES;
    }

    /** Replaces a block's body by another of its length, with good checksums and the right hash of the block before. */
    void forge(int row) {
        FrameHeader header = index.header(row);
        int at = (int) index.offset(row);
        byte[] body = Arrays.copyOfRange(sound, at + Frame.HEADER_BYTES, at + Frame.HEADER_BYTES + header.bodyLength());
        body[body.length - 1] ^= 2;
        byte[] previous = Sha256.of(
                sound, (int) index.offset(row - 1), index.header(row - 1).frameBytes());
        byte[] head = new byte[Frame.HEADER_BYTES];
        Frame.encode(head, header, body, 0, previous);
        byte[] bytes = sound.clone();
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(at)
                .put(head)
                .put(body);
        save(bytes);
    }

    private void save(byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
