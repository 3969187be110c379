package io.vfioreplay.engine.wire;

/** One packet of a vfio-user capture. Immutable, as long as nobody changes {@link #bytes()}. */
public final class WirePacket {

    private final long number;
    private final long timeNanos;
    private final byte[] bytes;
    private final long lost;
    private final boolean isOfExchange;
    private final boolean wanted;

    /**
     * A packet.
     *
     * @param number from 1, as the capture counts them
     * @param timeNanos ns since 1970 UTC, or {@link io.vfioreplay.hardware.event.Envelope#NO_TIME}
     * @param bytes what was recorded, pseudo-header first; not copied
     * @param lost how many more bytes it had
     * @param isOfExchange whether an event stands for it; otherwise it was kept whole, since no event does
     * @param wanted whether that event is wanted
     */
    WirePacket(long number, long timeNanos, byte[] bytes, long lost, boolean isOfExchange, boolean wanted) {
        this.number = number;
        this.timeNanos = timeNanos;
        this.bytes = bytes;
        this.lost = lost;
        this.isOfExchange = isOfExchange;
        this.wanted = wanted;
    }

    /** A packet that is kept whole; parameters as those of the constructor. */
    public static WirePacket whole(long number, long timeNanos, byte[] bytes, long lost) {
        return new WirePacket(number, timeNanos, bytes, lost, false, false);
    }

    /** From 1, as the capture counts them. */
    public long number() {
        return number;
    }

    /** When it was seen, ns since 1970 UTC, or {@link io.vfioreplay.hardware.event.Envelope#NO_TIME}. */
    public long timeNanos() {
        return timeNanos;
    }

    /** What was recorded, pseudo-header first; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many more bytes it had. */
    public long lost() {
        return lost;
    }

    /** Whether an event stands for it; otherwise it was kept whole, since no event does. */
    public boolean isOfExchange() {
        return isOfExchange;
    }

    /** Whether that event is wanted. */
    public boolean wanted() {
        return wanted;
    }
}
