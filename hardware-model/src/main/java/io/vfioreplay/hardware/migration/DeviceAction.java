package io.vfioreplay.hardware.migration;

/**
 * What a migration protocol makes a device do, in words that v1 and v2 share: v1's groups of bits and v2's arcs are both
 * sequences of these. A device that carries them out knows neither protocol.
 *
 * <p>Source: v1: documentation of the migration region, "Event triggered actions"; v2: uAPI, comment above
 * {@code enum vfio_device_mig_state}.
 */
public enum DeviceAction {
    /** A saving stream begins; what an earlier one left is gone. Doing it twice in a row is doing it once. */
    BEGIN_SAVING,
    /** The running device puts into the stream what can be sent ahead, and logs its internal changes from here on. */
    START_PRE_COPY,
    /** What is in the stream and was not read is dropped; a later piece has to make it good. */
    DROP_UNREAD,
    /** No DMA begins any more, and none is under way afterwards. */
    QUIESCE,
    /** DMA may begin, as far as the device runs. */
    ALLOW_DMA,
    /** The device stops: no DMA, no interrupt, no change of its state. */
    STOP,
    /** The stopped device puts the rest of its state into the stream. */
    CAPTURE,
    /** The saving stream is over, whether it was read or not. */
    END_SAVING,
    /** A loading stream begins; the state of the device is undefined until it is loaded or reset. */
    BEGIN_LOADING,
    /** What was written is checked and becomes the state of the device. The one action that the client's data can make fail. */
    LOAD,
    /** The device runs. */
    RUN
}
