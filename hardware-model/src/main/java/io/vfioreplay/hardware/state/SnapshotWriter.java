package io.vfioreplay.hardware.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a snapshot of a model: its version, then values without names, all little-endian, in the order in which
 * {@link SnapshotReader} takes them out again.
 *
 * <p>A byte array (and the version) is its length as an int, then its bytes. One thread at a time.
 */
public final class SnapshotWriter {

    private static final int PACKED_MAX = 10;

    private byte[] bytes = new byte[256];
    private int size;

    /** A snapshot of a model of this version, which changes whenever the same bytes would mean something else. */
    public SnapshotWriter(String version) {
        putBytes(version.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a byte that is 1 or 0. */
    public SnapshotWriter putBoolean(boolean value) {
        return put(value ? 1 : 0, 1);
    }

    /** Adds four bytes. */
    public SnapshotWriter putInt(int value) {
        return put(value, Integer.BYTES);
    }

    /** Adds eight bytes. */
    public SnapshotWriter putLong(long value) {
        return put(value, Long.BYTES);
    }

    /** Adds 1 to 10 bytes, the fewer the smaller the number is as an unsigned one: seven bits a byte, the lowest first. */
    public SnapshotWriter putPacked(long value) {
        ensureRoom(PACKED_MAX);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** Adds {@code count} bytes and no length, for a reader who knows how many there are. */
    public SnapshotWriter putRaw(byte[] source, int offset, int count) {
        ensureRoom(count);
        System.arraycopy(source, offset, bytes, size, count);
        size += count;
        return this;
    }

    /** Adds a text: the packed length of its UTF-8, and that. */
    public SnapshotWriter putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return putPacked(utf8.length).putRaw(utf8, 0, utf8.length);
    }

    /** Adds a length and as many bytes. */
    public SnapshotWriter putBytes(byte[] value) {
        return putInt(value.length).putRaw(value, 0, value.length);
    }

    private SnapshotWriter put(long value, int width) {
        ensureRoom(width);
        for (int i = 0; i < width; i++) {
            bytes[size++] = (byte) (value >>> (i * Byte.SIZE));
        }
        return this;
    }

    private void ensureRoom(int count) {
        if (count > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, count)));
        }
    }

    /** Everything that was put in. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }
}
