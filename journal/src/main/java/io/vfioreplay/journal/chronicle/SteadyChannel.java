package io.vfioreplay.journal.chronicle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that stays open when a thread that uses it is interrupted. Java closes a channel under such a thread, so that whoever
 * appends would be told of a closed file in place of what went wrong; here the channel is opened again, the work is done, and the
 * thread finds itself interrupted afterwards. Any thread, one at a time.
 */
final class SteadyChannel implements AutoCloseable {

    private final Path file;
    private FileChannel channel;
    private boolean closed;

    private SteadyChannel(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Opens an existing file for reading and writing. */
    static SteadyChannel open(Path file) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            return new SteadyChannel(file, channel(file));
        } finally {
            restore(interrupted);
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void restore(boolean interrupted) {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Work on the channel that may be done again. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. */
        T on(FileChannel channel) throws IOException;
    }

    private synchronized <T> T run(Work<T> work) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.on(channel);
                } catch (ClosedByInterruptException again) {
                    interrupted |= Thread.interrupted();
                    channel = channel(file);
                }
            }
        } finally {
            restore(interrupted);
        }
    }

    /** Whether it was closed; then nothing else may be called. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Reads at an offset; returns how many bytes there were, -1 at the end. */
    int read(ByteBuffer into, long offset) throws IOException {
        return run(open -> open.read(into, offset));
    }

    /** Writes all of {@code bytes}, from its index 0 on, at an offset; returns how many they are. */
    int write(ByteBuffer bytes, long offset) throws IOException {
        return run(open -> {
            bytes.clear(); // An interrupted write is done anew.
            return open.write(bytes, offset);
        });
    }

    /** Maps a part of the file. */
    MappedByteBuffer map(long offset, long length) throws IOException {
        return run(open -> open.map(MapMode.READ_WRITE, offset, length));
    }

    /** Cuts the file behind its first {@code length} bytes. */
    void truncate(long length) throws IOException {
        run(open -> open.truncate(length));
    }

    /** Returns when everything about the file is on the disk. */
    void force() throws IOException {
        run(open -> {
            open.force(true);
            return open;
        });
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
