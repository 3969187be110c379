package io.vfioreplay.engine.wire;

/**
 * One packet of a vfio-user capture.
 *
 * @param number from 1, as the capture counts them
 * @param timeNanos ns since 1970 UTC, or {@link io.vfioreplay.hardware.event.Envelope#NO_TIME}
 * @param bytes what was recorded, pseudo-header first; not to be changed
 * @param lost how many more bytes it had
 * @param isOfExchange whether an event stands for it; otherwise it was kept whole, since no event does
 * @param wanted whether that event is wanted
 */
public record WirePacket(long number, long timeNanos, byte[] bytes, long lost, boolean isOfExchange, boolean wanted) {}
