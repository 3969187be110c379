package io.vfioreplay.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A thread that stays ahead of somebody who writes a mapped file, and makes its next pages exist before they are needed. It adds 0
 * to a number in every page, in one step of the processor, so that it changes nothing, whoever writes there meanwhile.
 */
final class TouchAhead implements AutoCloseable {

    private static final VarHandle U64 = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int WINDOW_BYTES = 4 << 20;
    private static final long AHEAD_BYTES = 64 << 20;
    private static final int PAGE_BYTES = 4096;
    private static final long PAUSE_NANOS = 500_000;

    private final FileChannel channel;
    private final LongSupplier written;
    private final Thread thread;
    private volatile boolean closing;

    private TouchAhead(FileChannel channel, LongSupplier written) {
        this.channel = channel;
        this.written = written;
        this.thread = new Thread(this::run, "touch-ahead");
        thread.setDaemon(true);
    }

    /**
     * Starts; returns when the first pages exist.
     *
     * @param file never grows; what lies behind its end is not touched
     * @param written how many bytes of it are written so far; any thread
     */
    static TouchAhead start(Path file, LongSupplier written) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            TouchAhead touching = new TouchAhead(channel, written);
            touching.touch(0);
            touching.thread.start();
            return touching;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot touch " + file, failed);
        }
    }

    private void run() {
        try {
            long touched = AHEAD_BYTES;
            while (!closing) {
                if (touched < written.getAsLong() + AHEAD_BYTES && touched < channel.size()) {
                    touchWindow(touched);
                    touched += WINDOW_BYTES;
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot touch pages ahead", failed);
        }
    }

    private void touch(long from) throws IOException {
        for (long at = from; at < Math.min(from + AHEAD_BYTES, channel.size()); at += WINDOW_BYTES) {
            touchWindow(at);
        }
    }

    private void touchWindow(long from) throws IOException {
        long size = Math.min(WINDOW_BYTES, channel.size() - from);
        MappedByteBuffer window = channel.map(MapMode.READ_WRITE, from, size);
        for (int at = 0; at < size; at += PAGE_BYTES) {
            touchPage(window, at);
        }
    }

    private static void touchPage(ByteBuffer window, int at) {
        long unused = (long) U64.getAndAdd(window, at, 0L);
    }

    @Override
    public void close() {
        closing = true;
        Threads.join(thread);
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
