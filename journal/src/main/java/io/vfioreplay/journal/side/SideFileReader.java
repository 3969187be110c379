package io.vfioreplay.journal.side;

import io.vfioreplay.journal.format.SystemReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a side file. Opening checks its head, foot and table; a frame is checked whenever it is read. What is allocated is never
 * more than the file has bytes. One thread.
 */
public final class SideFileReader implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final List<SideFrame> frames = new ArrayList<>();

    private SideFileReader(Path file, FileChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    /**
     * Opens a side file.
     *
     * @throws UnusableSideFileException when there is none, or it is not whole
     */
    public static SideFileReader open(Path file) {
        if (Files.exists(file)
                && !Files.isRegularFile(file)) { // Opening a pipe would wait for somebody to write into it.
            throw new UnusableSideFileException(file, "it is no file");
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            SideFileReader reader = new SideFileReader(file, channel, channel.size());
            try {
                reader.readTable();
                return reader;
            } catch (IOException | RuntimeException unusable) {
                reader.close();
                throw unusable;
            }
        } catch (NoSuchFileException none) {
            throw new UnusableSideFileException(file, "there is none");
        } catch (IOException failed) {
            throw new UnusableSideFileException(file, "it cannot be read (" + SystemReason.of(failed) + ")");
        }
    }

    private void readTable() throws IOException {
        if (size < SideLayout.HEAD_BYTES + SideLayout.FOOT_BYTES) {
            throw unusable("it has %d bytes, too few for a side file".formatted(size));
        }
        ByteBuffer head = read(0, SideLayout.HEAD_BYTES);
        ByteBuffer foot = read(size - SideLayout.FOOT_BYTES, SideLayout.FOOT_BYTES);
        String wrongHead = SideLayout.wrongHead(head);
        String wrong = wrongHead.isEmpty() ? SideLayout.wrongFoot(foot) : wrongHead;
        if (!wrong.isEmpty()) {
            throw unusable(wrong);
        }
        SideLayout.Foot said = SideLayout.footOf(foot);
        long tableBytes = (long) said.frames() * SideLayout.ENTRY_BYTES;
        boolean fits = said.frames() >= 0
                && said.frames() <= SideLayout.FRAMES_MAX
                && said.tableOffset() == size - SideLayout.FOOT_BYTES - tableBytes;
        if (!fits) {
            throw unusable("its table of %d frames at byte %d has no room in %d bytes"
                    .formatted(said.frames(), said.tableOffset(), size));
        }
        ByteBuffer table = read(said.tableOffset(), (int) tableBytes);
        if (SideLayout.checksum(table, (int) tableBytes) != said.tableChecksum()) {
            throw unusable("its table is damaged");
        }
        takeFrames(table, said.tableOffset());
    }

    /** Frames lie one behind the other, so no byte is in none of them. */
    private void takeFrames(ByteBuffer table, long end) {
        long next = SideLayout.HEAD_BYTES;
        while (table.hasRemaining()) {
            SideFrame frame =
                    new SideFrame(table.getInt(), table.getInt(), table.getLong(), table.getLong(), table.getInt());
            if (frame.offset() != next || frame.length() < 0 || frame.length() > end - next) {
                throw unusable("frame %d of its table lies elsewhere than at byte %d".formatted(frames.size(), next));
            }
            next += frame.length();
            frames.add(frame);
        }
        if (next != end) {
            throw unusable("bytes %d to %d belong to no frame".formatted(next, end));
        }
    }

    /** Which file. */
    public Path file() {
        return file;
    }

    /** How many bytes the file has. */
    public long bytes() {
        return size;
    }

    /** All frames, in the order in which they were written. */
    public List<SideFrame> frames() {
        return List.copyOf(frames);
    }

    /** The bytes of a frame, or empty when they are damaged or cannot be read. */
    public Optional<byte[]> read(SideFrame frame) {
        if (frame.length() > SideLayout.FRAME_BYTES_MAX) {
            return Optional.empty();
        }
        try {
            byte[] bytes = new byte[frame.length()];
            ByteBuffer read = ByteBuffer.wrap(bytes);
            fill(read, frame.offset());
            return SideLayout.checksum(read, bytes.length) == frame.checksum() ? Optional.of(bytes) : Optional.empty();
        } catch (IOException failed) {
            return Optional.empty();
        }
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer bytes = SideLayout.buffer(length);
        fill(bytes, offset);
        return bytes;
    }

    private void fill(ByteBuffer bytes, long offset) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new IOException("it ends at byte " + (offset + bytes.position()));
            }
        }
        bytes.flip();
    }

    private UnusableSideFileException unusable(String reason) {
        return new UnusableSideFileException(file, reason);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException read) {
            // Nothing was written through it.
        }
    }
}
