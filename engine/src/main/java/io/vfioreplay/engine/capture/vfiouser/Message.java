package io.vfioreplay.engine.capture.vfiouser;

import io.vfioreplay.engine.wire.WireBytes;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One message with its own copy of the bytes behind the header. Fields are little-endian; those beyond the end read as 0.
 *
 * <pre>
 *  0               2               4
 * +---------------+---------------+-------------------------------+
 * |  message id   |    command    |           msg_size            |
 * +---------------+---------------+-------------------------------+
 * |             flags             |             error             |
 * +-------------------------------+-------------------------------+
 * |  body: msg_size - 16 bytes
 * </pre>
 *
 * <p>Source: vfio-user specification, section Header.
 */
final class Message {

    static final int HEADER_BYTES = 16;
    private static final int TYPE_MASK = 0xf;
    private static final int TYPE_REPLY = 1;
    private static final int NO_REPLY = 0x10;
    private static final int ERROR = 0x20;

    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int id;
    private final int command;
    private final int flags;
    private final int error;
    private final byte[] body;

    private Message(int id, int command, int flags, int error, byte[] body) {
        this.id = id;
        this.command = command;
        this.flags = flags;
        this.error = error;
        this.body = body;
    }

    /** The size that the header at {@code at} announces, as unsigned. */
    static long size(byte[] bytes, int at) {
        return Integer.toUnsignedLong((int) U32.get(bytes, at + 4));
    }

    /** Whether the header at {@code at} is of a known command and has none but the known flags. */
    static boolean isPossible(byte[] bytes, int at) {
        int flags = (int) U32.get(bytes, at + 8);
        return Command.of(Short.toUnsignedInt((short) U16.get(bytes, at + 2))).isPresent()
                && (flags & TYPE_MASK) <= TYPE_REPLY
                && (flags & ~(TYPE_MASK | NO_REPLY | ERROR)) == 0;
    }

    /** The message at {@code at} of which {@code length} bytes are there, header included. */
    static Message copy(byte[] bytes, int at, int length) {
        byte[] body = new byte[length - HEADER_BYTES];
        System.arraycopy(bytes, at + HEADER_BYTES, body, 0, body.length);
        return new Message(
                Short.toUnsignedInt((short) U16.get(bytes, at)),
                Short.toUnsignedInt((short) U16.get(bytes, at + 2)),
                (int) U32.get(bytes, at + 8),
                (int) U32.get(bytes, at + 12),
                body);
    }

    /** A message without a body, for a reply that never came. */
    static Message none() {
        return new Message(0, 0, 0, 0, new byte[0]);
    }

    /** Whether the header at {@code at} is that of a request or of a reply. */
    static boolean isRequestOrReply(byte[] bytes, int at) {
        return ((int) U32.get(bytes, at + 8) & TYPE_MASK) <= TYPE_REPLY;
    }

    /** Puts the message behind what is there. */
    void putInto(WireBytes out) {
        out.u16(id).u16(command).u32(HEADER_BYTES + body.length).u32(flags).u32(error);
        out.put(body, 0, body.length);
    }

    int id() {
        return id;
    }

    int command() {
        return command;
    }

    boolean isRequest() {
        return (flags & TYPE_MASK) == 0;
    }

    boolean isReply() {
        return (flags & TYPE_MASK) == TYPE_REPLY;
    }

    int flags() {
        return flags;
    }

    boolean wantsNoReply() {
        return (flags & NO_REPLY) != 0;
    }

    /** 0 or a positive errno; an error reply without a number counts as EINVAL, as libvfio-user reads it. */
    int errno() {
        if ((flags & ERROR) == 0) {
            return 0;
        }
        return error > 0 ? error : Errno.EINVAL;
    }

    int length() {
        return body.length;
    }

    int u16(int at) {
        return at + Short.BYTES <= body.length ? Short.toUnsignedInt((short) U16.get(body, at)) : 0;
    }

    int i32(int at) {
        return at + Integer.BYTES <= body.length ? (int) U32.get(body, at) : 0;
    }

    long u32(int at) {
        return Integer.toUnsignedLong(i32(at));
    }

    long i64(int at) {
        return at + Long.BYTES <= body.length ? (long) U64.get(body, at) : 0;
    }

    /** All bytes from {@code at} on. */
    Payload from(int at) {
        return at >= body.length ? Payload.empty() : Payload.of(body, at, body.length - at);
    }

    /** At most {@code length} bytes (unsigned) from {@code at} on. */
    Payload slice(int at, long length) {
        int there = Math.max(body.length - at, 0);
        int count = length < 0 || length > there ? there : (int) length;
        return count == 0 ? Payload.empty() : Payload.of(body, at, count);
    }
}
