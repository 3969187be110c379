package io.vfioreplay.hardware.model.sample;

/** What the device is doing, as far as its answers depend on it. */
enum Phase {
    RUNNING,
    /** Runs, and hands out BAR1 as it is at the moment of each read. */
    PRE_COPY,
    /** Stopped, registers readable. */
    STOPPED,
    /** Stopped, hands out everything, refuses every access to a region. */
    STOP_COPY,
    /** Takes in a stream, straight into its memory. */
    LOADING;

    private static final Phase[] ALL = values();

    static Phase of(int ordinal) {
        return ALL[ordinal];
    }

    static int last() {
        return ALL.length - 1;
    }
}
