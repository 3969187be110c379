package io.vfioreplay.hardware.event;

/**
 * Takes events as rows of {@link EventKind}'s table: for stages that treat all kinds alike, such as the codec, the ring and
 * the filters.
 */
@FunctionalInterface
public interface FlatEventSink {
    /**
     * One event. Everything passed is valid until the call returns.
     *
     * @param envelope position, time, device and result
     * @param kind the kind, which tells how many values count and what they mean
     * @param values one number per field of {@code kind}, in order; longer than that, the rest is undefined
     * @param payload the bytes, {@link Payload#empty()} where the kind has none
     */
    void accept(Envelope envelope, EventKind kind, long[] values, Payload payload);
}
