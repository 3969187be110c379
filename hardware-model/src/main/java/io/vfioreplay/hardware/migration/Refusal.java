package io.vfioreplay.hardware.migration;

/**
 * Why a v2 device refuses a request without taking a step; the errno is EINVAL every time.
 *
 * <p>Source.
 */
public enum Refusal {
    /** The number is no state of v2. */
    UNKNOWN_STATE("the number names no state"),
    /** ERROR can be reported, never requested. */
    ERROR_REQUESTED("ERROR cannot be requested"),
    /** The device lacks the feature that the requested state belongs to. */
    STATE_NOT_OFFERED("the device does not offer this state"),
    /** Only a reset leads out of ERROR. */
    IN_ERROR("only a reset leads out of ERROR"),
    /** STOP_COPY to a pre-copy state: a path exists, but would lose the session. */
    BLOCKED("no way leads from STOP_COPY back to pre-copy"),
    /** The device cannot be where it is said to be: it lacks the feature of its current state. */
    CURRENT_NOT_OFFERED("the device does not offer the state it is said to be in");

    /** EINVAL, as a positive Linux errno. */
    public static final int ERRNO = 22;

    private final String explanation;

    Refusal(String explanation) {
        this.explanation = explanation;
    }

    /** Half a sentence for people. */
    public String explanation() {
        return explanation;
    }
}
