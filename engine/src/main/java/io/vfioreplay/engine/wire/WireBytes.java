package io.vfioreplay.engine.wire;

import io.vfioreplay.hardware.event.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes that grow: little-endian numbers, and numbers of seven bits a byte, lowest first. One thread. */
public final class WireBytes {

    private static final int BYTES_MIN = 256;
    private static final int VARINT_BYTES_MAX = 10;
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[BYTES_MIN];
    private int length;

    /** How many there are. */
    public int length() {
        return length;
    }

    /** Holds them from index 0 on, and is longer; valid until more are put. */
    public byte[] array() {
        return bytes;
    }

    /** A copy of them. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** There are none any more. */
    public WireBytes clear() {
        length = 0;
        return this;
    }

    /** The lowest byte of a number. */
    public WireBytes u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** The lowest two bytes of a number. */
    public WireBytes u16(int value) {
        room(Short.BYTES);
        U16.set(bytes, length, (short) value);
        length += Short.BYTES;
        return this;
    }

    /** The lowest four bytes of a number. */
    public WireBytes u32(long value) {
        room(Integer.BYTES);
        U32.set(bytes, length, (int) value);
        length += Integer.BYTES;
        return this;
    }

    /** A number of eight bytes. */
    public WireBytes u64(long value) {
        room(Long.BYTES);
        U64.set(bytes, length, value);
        length += Long.BYTES;
        return this;
    }

    /** The bytes of an event. */
    public WireBytes put(Payload payload) {
        room(payload.length());
        payload.copyTo(0, bytes, length, payload.length());
        length += payload.length();
        return this;
    }

    /** A part of an array. */
    public WireBytes put(byte[] from, int at, int count) {
        room(count);
        System.arraycopy(from, at, bytes, length, count);
        length += count;
        return this;
    }

    /** Overwrites four bytes that are there. */
    void setU32(int at, int value) {
        U32.set(bytes, at, value);
    }

    /** An unsigned number, in as few bytes as it needs. */
    WireBytes varint(long value) {
        room(VARINT_BYTES_MAX);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** A number of either sign, in as few bytes as it needs. */
    WireBytes signed(long value) {
        return varint((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    private void room(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, count), Math.min(length, 1 << 29) * 2));
        }
    }
}
