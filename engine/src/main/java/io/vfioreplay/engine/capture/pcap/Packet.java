package io.vfioreplay.engine.capture.pcap;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One packet, or a damaged piece of the file. Its bytes are valid until the next one is read and are not to be changed. */
public final class Packet {

    private final long number;
    private final long offset;
    private final long timeNanos;
    private final byte[] bytes;
    private final int length;
    private final long lost;
    private final @Nullable String damage;

    private Packet(Place place, byte[] bytes, int length, long lost, @Nullable String damage) {
        this.number = place.number;
        this.offset = place.offset;
        this.timeNanos = place.timeNanos;
        this.bytes = bytes;
        this.length = length;
        this.lost = lost;
        this.damage = damage;
    }

    /** Which packet, where its data begins in the file, and when it was recorded. */
    record Place(long number, long offset, long timeNanos) {}

    static Packet of(Place place, byte[] bytes, int length, long lost) {
        return new Packet(place, bytes, length, lost, null);
    }

    /** A piece of the file that was passed over. */
    static Packet damaged(Place place, long length, String damage) {
        return new Packet(place, new byte[0], 0, length, damage);
    }

    /** From 1, as packet viewers count; a damaged piece of the file counts as one. */
    public long number() {
        return number;
    }

    /** Where its data begins in the (decompressed) file. */
    public long offset() {
        return offset;
    }

    /** Nanoseconds since 1970 UTC, or {@link io.vfioreplay.hardware.event.Envelope#NO_TIME}. */
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

    /** How many bytes are not there: left out by the recorder, cut off by the end of the file, or passed over. */
    public long lost() {
        return lost;
    }

    /** What is wrong with the file here, if this is no packet but a piece that was passed over. */
    public Optional<String> damage() {
        return Optional.ofNullable(damage);
    }
}
