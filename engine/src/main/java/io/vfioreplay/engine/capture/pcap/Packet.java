package io.vfioreplay.engine.capture.pcap;

/** One packet. A view: valid until the next packet is read, and its bytes are not to be changed. */
public final class Packet {

    private final long number;
    private final long offset;
    private final long timeNanos;
    private final byte[] bytes;
    private final int length;
    private final long lost;

    Packet(long number, long offset, long timeNanos, byte[] bytes, int length, long lost) {
        this.number = number;
        this.offset = offset;
        this.timeNanos = timeNanos;
        this.bytes = bytes;
        this.length = length;
        this.lost = lost;
    }

    /** From 1, as packet viewers count. */
    public long number() {
        return number;
    }

    /** Where its data begins in the (decompressed) file. */
    public long offset() {
        return offset;
    }

    /** Nanoseconds since 1970 UTC. */
    public long timeNanos() {
        return timeNanos;
    }

    /** Holds the data from index 0 on, and may be longer than that. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes of data there are. */
    public int length() {
        return length;
    }

    /** How many bytes of the packet the recorder left out. */
    public long lost() {
        return lost;
    }
}
