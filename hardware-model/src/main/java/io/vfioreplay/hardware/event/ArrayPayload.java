package io.vfioreplay.hardware.event;

import java.util.Objects;

/** A {@link Payload} over a part of a byte array. */
final class ArrayPayload implements Payload {

    static final ArrayPayload EMPTY = new ArrayPayload(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int offset;
    private final int length;

    ArrayPayload(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public byte byteAt(int index) {
        return bytes[offset + Objects.checkIndex(index, length)];
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, length);
        System.arraycopy(bytes, offset + from, target, at, count);
    }

    @Override
    public String toString() {
        return length + " bytes";
    }
}
