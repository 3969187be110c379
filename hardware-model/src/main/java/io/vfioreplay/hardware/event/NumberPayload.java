package io.vfioreplay.hardware.event;

import java.util.Objects;

/**
 * A payload of at most eight bytes that is a number, for hot paths: set again and again instead of made anew. What it is passed
 * to must not keep it. One thread.
 */
public final class NumberPayload implements Payload {

    private long number;
    private int length;

    /**
     * Sets the payload.
     *
     * @param newNumber the bytes, the first in the lowest; those behind {@code newLength} are not looked at
     * @param newLength how many there are, 0 to 8
     * @return this
     */
    public NumberPayload set(long newNumber, int newLength) {
        Objects.checkIndex(newLength, Long.BYTES + 1);
        number = newNumber;
        length = newLength;
        return this;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public byte byteAt(int index) {
        return (byte) (number >>> (Objects.checkIndex(index, length) * Byte.SIZE));
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, length);
        for (int i = 0; i < count; i++) {
            target[at + i] = (byte) (number >>> ((from + i) * Byte.SIZE));
        }
    }

    @Override
    public long littleEndian() {
        return length == Long.BYTES ? number : number & ((1L << (length * Byte.SIZE)) - 1);
    }

    @Override
    public String toString() {
        return length + " bytes";
    }
}
