package io.vfioreplay.engine.capture.qemu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a binary trace begins with.
 *
 * <pre>
 *  u64 0xffffffffffffffff | u64 0xf2b177cb0aa429b4 | u64 version
 * </pre>
 *
 * <p>Source: QEMU {@code trace/simple.c}.
 *
 * @param order of the machine that QEMU ran on
 * @param version of the format, or {@link #NO_VERSION} where the file ends before it
 */
record SimpleHeader(ByteOrder order, long version) {

    static final int BYTES = 24;
    /** The version since QEMU 2.8: events are named by the trace. */
    static final long VERSION = 4;

    static final long NO_VERSION = -1;

    private static final int MAGIC_BYTES = 16;
    private static final long ID = -1;
    private static final long MAGIC = 0xf2b1_77cb_0aa4_29b4L;

    /** The header at the beginning of these bytes; null where there is none. */
    static @Nullable SimpleHeader of(byte[] head) {
        if (head.length < MAGIC_BYTES) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(head);
        long magic = bytes.getLong(Long.BYTES);
        if (bytes.getLong(0) != ID || (magic != MAGIC && magic != Long.reverseBytes(MAGIC))) {
            return null;
        }
        ByteOrder order = magic == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long version = head.length < BYTES ? NO_VERSION : bytes.order(order).getLong(MAGIC_BYTES);
        return new SimpleHeader(order, version);
    }
}
