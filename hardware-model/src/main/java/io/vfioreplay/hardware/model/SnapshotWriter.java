package io.vfioreplay.hardware.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes what {@link KnownDevice#snapshot()} returns: the version of the model, then values without names, all
 * little-endian, in the order in which {@link SnapshotReader} takes them out again.
 *
 * <p>A byte array (and the version) is its length as an int, then its bytes. One thread at a time.
 */
public final class SnapshotWriter {

    private byte[] bytes = new byte[256];
    private int size;

    /** A snapshot of a model of this version, see {@link KnownDevice#version()}. */
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

    /** Adds a length and as many bytes. */
    public SnapshotWriter putBytes(byte[] value) {
        putInt(value.length);
        ensureRoom(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
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
