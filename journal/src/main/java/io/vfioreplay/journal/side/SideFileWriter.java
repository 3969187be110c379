package io.vfioreplay.journal.side;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a side file, frame by frame, under a temporary name; it gets its own name when it is complete, so that a half of one is
 * never taken for a whole one, and one that is replaced is there until the new one is. One thread.
 */
public final class SideFileWriter implements AutoCloseable {

    private static final String UNFINISHED = ".part";
    private static final int TABLE_ENTRIES_INITIAL = 64;

    private final Path file;
    private final Path unfinished;
    private final FileChannel channel;
    private ByteBuffer table = SideLayout.buffer(TABLE_ENTRIES_INITIAL * SideLayout.ENTRY_BYTES);
    private int frames;
    private long offset;
    private boolean isClosed;

    private SideFileWriter(Path file, Path unfinished, FileChannel channel) {
        this.file = file;
        this.unfinished = unfinished;
        this.channel = channel;
    }

    /**
     * Begins a file.
     *
     * @param file its name when it is complete; an unfinished one of the same name is replaced at once
     * @throws IOException when it cannot be made
     */
    public static SideFileWriter create(Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        FileChannel channel = FileChannel.open(
                unfinished, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        SideFileWriter writer = new SideFileWriter(file, unfinished, channel);
        try {
            writer.write(SideLayout.head());
            return writer;
        } catch (IOException | RuntimeException failed) {
            writer.close();
            throw failed;
        }
    }

    /** How many bytes were written so far. */
    public long bytes() {
        return offset;
    }

    /**
     * Appends a frame.
     *
     * @param type what it is
     * @param key for whoever looks for it
     * @param bytes of which the first {@code length} count
     * @throws IllegalArgumentException when it is longer than 256 MiB, or there are two million frames already
     */
    public void append(int type, long key, byte[] bytes, int length) throws IOException {
        if (length > SideLayout.FRAME_BYTES_MAX || frames == SideLayout.FRAMES_MAX) {
            throw new IllegalArgumentException("frame %d of a side file with %d bytes".formatted(frames, length));
        }
        if (table.remaining() < SideLayout.ENTRY_BYTES) {
            table = SideLayout.buffer(2 * table.capacity()).put(table.flip());
        }
        table.putInt(type)
                .putInt(length)
                .putLong(offset)
                .putLong(key)
                .putInt(SideLayout.checksum(ByteBuffer.wrap(bytes), length));
        frames++;
        write(ByteBuffer.wrap(bytes, 0, length));
    }

    /** Ends the file, brings it to the disk, and gives it its name. */
    public void complete() throws IOException {
        long tableOffset = offset;
        int checksum = SideLayout.checksum(table, table.position());
        write(table.flip());
        write(SideLayout.foot(new SideLayout.Foot(tableOffset, frames, checksum)));
        channel.force(true);
        channel.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        isClosed = true;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            offset += channel.write(bytes);
        }
    }

    /** Without {@link #complete()}, nothing is left. */
    @Override
    public void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            channel.close();
            Files.deleteIfExists(unfinished);
        }
    }
}
