package io.vfioreplay.hardware.event;

import java.nio.charset.StandardCharsets;

/**
 * The bytes of an event: register values, migration data, bitmaps, text.
 *
 * <p>Unit: bytes, in the order in which they were on the wire. An implementation may be a reused view: it is valid until
 * the call that brought it returns, and {@link #toByteArray()} makes a copy to keep.
 */
public interface Payload {
    /** How many bytes there are, at least 0. */
    int length();

    /**
     * The byte at {@code index}.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= index < length()}
     */
    byte byteAt(int index);

    /**
     * Copies {@code count} bytes from {@code from} on into {@code target} at {@code at}.
     *
     * @throws IndexOutOfBoundsException when either range does not lie within its bytes
     */
    void copyTo(int from, byte[] target, int at, int count);

    /** A copy of all the bytes. */
    default byte[] toByteArray() {
        byte[] copy = new byte[length()];
        copyTo(0, copy, 0, copy.length);
        return copy;
    }

    /** The first eight bytes (or as many as there are) as an unsigned little-endian number; 0 when empty. */
    default long littleEndian() {
        long value = 0;
        for (int i = Math.min(length(), Long.BYTES) - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (byteAt(i) & 0xff);
        }
        return value;
    }

    /** The bytes as UTF-8 text; malformed sequences become U+FFFD. */
    default String utf8() {
        return new String(toByteArray(), StandardCharsets.UTF_8);
    }

    /** No bytes; always the same instance. */
    static Payload empty() {
        return ArrayPayload.EMPTY;
    }

    /** A view of the whole array, which must not be changed afterwards. */
    static Payload of(byte[] bytes) {
        return bytes.length == 0 ? empty() : new ArrayPayload(bytes, 0, bytes.length);
    }

    /**
     * A view of a part of an array, which must not be changed afterwards.
     *
     * @throws IndexOutOfBoundsException when the range does not lie within the array
     */
    static Payload of(byte[] bytes, int offset, int length) {
        return length == 0 ? empty() : new ArrayPayload(bytes, offset, length);
    }

    /** The UTF-8 bytes of a text. */
    static Payload ofUtf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The lowest {@code width} bytes (0 to 8) of a number, little-endian. */
    static Payload ofLittleEndian(long value, int width) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = (byte) (value >>> (i * Byte.SIZE));
        }
        return of(bytes);
    }
}
