package io.vfioreplay.hardware.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes apart what {@link SnapshotWriter} wrote. Every method throws {@link IllegalArgumentException} when the bytes do not
 * hold what is asked for, without having allocated more than they are.
 *
 * <p>A model reads everything, calls {@link #end()}, and only then changes itself. One thread at a time.
 */
public final class SnapshotReader {

    private final byte[] bytes;
    private int at;

    /**
     * Checks the version.
     *
     * @throws IllegalArgumentException when the snapshot is of another version
     */
    public SnapshotReader(String version, byte[] snapshot) {
        bytes = snapshot.clone();
        byte[] found = bytes(bytes.length);
        if (!Arrays.equals(found, version.getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("no snapshot of " + version);
        }
    }

    /** The next byte, which is 1 or 0. */
    public boolean booleanValue() {
        long value = next(1);
        if (value > 1) {
            throw damaged("neither true nor false");
        }
        return value == 1;
    }

    /** The next four bytes. */
    public int intValue() {
        return (int) next(Integer.BYTES);
    }

    /**
     * The next four bytes, a number within bounds.
     *
     * @throws IllegalArgumentException when the number is not from {@code low} to {@code high}
     */
    public int intWithin(int low, int high) {
        int value = intValue();
        if (value < low || value > high) {
            throw damaged(value + " is not from " + low + " to " + high);
        }
        return value;
    }

    /** The next eight bytes. */
    public long longValue() {
        return next(Long.BYTES);
    }

    /**
     * The next bytes with their length in front.
     *
     * @throws IllegalArgumentException when there are more than {@code lengthMax}
     */
    public byte[] bytes(int lengthMax) {
        int length = intWithin(0, lengthMax);
        requireMore(length);
        byte[] value = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return value;
    }

    /**
     * The next bytes with their length in front.
     *
     * @throws IllegalArgumentException when there are more or less than {@code length}
     */
    public byte[] bytesOfLength(int length) {
        byte[] value = bytes(length);
        if (value.length != length) {
            throw damaged(value.length + " bytes are not " + length);
        }
        return value;
    }

    /** The next number that {@link SnapshotWriter#putPacked} wrote. */
    public long packed() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            requireMore(1);
            byte next = bytes[at++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number has no end");
    }

    /**
     * The same, within bounds.
     *
     * @throws IllegalArgumentException when the number is not from 0 to {@code high}
     */
    public long packedWithin(long high) {
        long value = packed();
        if (value < 0 || value > high) {
            throw damaged(Long.toUnsignedString(value) + " is not from 0 to " + high);
        }
        return value;
    }

    /**
     * How many things follow, each of at least {@code bytesOfOne} bytes.
     *
     * @throws IllegalArgumentException when there cannot be so many
     */
    public int count(int bytesOfOne) {
        return (int) packedWithin((bytes.length - at) / bytesOfOne);
    }

    /** Puts the next {@code count} bytes into {@code target}. */
    public void raw(byte[] target, int offset, int count) {
        requireMore(count);
        System.arraycopy(bytes, at, target, offset, count);
        at += count;
    }

    /**
     * The next text.
     *
     * @throws IllegalArgumentException when its UTF-8 has more than {@code lengthMax} bytes
     */
    public String text(int lengthMax) {
        byte[] utf8 = new byte[(int) packedWithin(Math.min(lengthMax, bytes.length - at))];
        raw(utf8, 0, utf8.length);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /**
     * Checks that everything was taken.
     *
     * @throws IllegalArgumentException when there is more
     */
    public void end() {
        if (at != bytes.length) {
            throw damaged("more behind the end");
        }
    }

    private long next(int width) {
        requireMore(width);
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << Byte.SIZE | (bytes[at + i] & 0xff);
        }
        at += width;
        return value;
    }

    private void requireMore(int count) {
        if (count > bytes.length - at) {
            throw damaged("ends early");
        }
    }

    /** The exception for bytes that no model could have written, to be thrown by whoever finds out. */
    public IllegalArgumentException damaged(String what) {
        return new IllegalArgumentException("damaged snapshot at byte " + at + ": " + what);
    }
}
