package io.vfioreplay.hardware.model;

/**
 * One access to a region of a device.
 *
 * @param timeNanos when its answer was seen, nanoseconds since the epoch, or {@link
 *     io.vfioreplay.hardware.event.Envelope#NO_TIME}; the only clock a device has
 * @param region region index; 7 is config space on PCI
 * @param offset bytes from the region's start; anything a guest can send, also negative
 * @param length bytes; anything a guest can send
 * @param origin {@link io.vfioreplay.hardware.event.EventSink#CPU} or the index of a peer device
 */
public record Access(long timeNanos, int region, long offset, int length, int origin) {

    /** The index of config space among the regions of a PCI device. */
    public static final int CONFIG = 7;

    /** Whether the access lies within a region of this size. */
    public boolean isWithin(long size) {
        return offset >= 0 && length >= 0 && offset <= size - length;
    }
}
