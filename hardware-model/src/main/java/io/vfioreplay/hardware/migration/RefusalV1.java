package io.vfioreplay.hardware.migration;

/**
 * Why a v1 device refuses a write of {@code device_state} without doing anything.
 *
 * <p>ours: no text gives errno values; EINVAL says that the value cannot be requested, EIO that the device has failed.
 *
 * <p>Source.
 */
public enum RefusalV1 {
    /** RESUMING together with SAVING or RUNNING. */
    NOT_REQUESTABLE(22, "R-09", "RESUMING goes neither with SAVING nor with RUNNING"),
    /** Bit 3 on a device that does not offer it. */
    NDMA_NOT_OFFERED(22, "R-42", "the device does not offer NDMA"),
    /** Only a reset leads out of ERROR. */
    IN_ERROR(5, "R-48", "only a reset leads out of ERROR"),
    /** The device cannot be where it is said to be. */
    CURRENT_NOT_REACHABLE(22, "R-09", "no device is ever in the state it is said to be in");

    private final int errno;
    private final String rule;
    private final String explanation;

    RefusalV1(int errno, String rule, String explanation) {
        this.errno = errno;
        this.rule = rule;
        this.explanation = explanation;
    }

    /** A positive Linux errno. */
    public int errno() {
        return errno;
    }

    /** The rule behind it. */
    public String rule() {
        return rule;
    }

    /** Half a sentence for people. */
    public String explanation() {
        return explanation;
    }
}
