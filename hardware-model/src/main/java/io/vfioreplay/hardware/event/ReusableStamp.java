package io.vfioreplay.hardware.event;

/**
 * An envelope for hot paths: set again and again instead of made anew. What it is passed to must not keep it. One thread.
 * Everything but time and device is as in {@link Stamp#at}.
 */
public final class ReusableStamp implements Envelope {

    private long timeNanos = NO_TIME;
    private long durationNanos = NO_DURATION;
    private int device = HOST;
    private int result = OK;

    /**
     * A successful event.
     *
     * @param newTimeNanos as {@link #timeNanos()}
     * @param newDevice as {@link #device()}, not checked here
     * @return this
     */
    public ReusableStamp at(long newTimeNanos, int newDevice) {
        timeNanos = newTimeNanos;
        device = newDevice;
        durationNanos = NO_DURATION;
        result = OK;
        return this;
    }

    /** The same event with its {@link #durationNanos()} and {@link #result()}; returns this. */
    public ReusableStamp answered(long newDurationNanos, int newResult) {
        durationNanos = newDurationNanos;
        result = newResult;
        return this;
    }

    @Override
    public long position() {
        return NO_POSITION;
    }

    @Override
    public long timeNanos() {
        return timeNanos;
    }

    @Override
    public long durationNanos() {
        return durationNanos;
    }

    @Override
    public int device() {
        return device;
    }

    @Override
    public int witness() {
        return 0;
    }

    @Override
    public long record() {
        return NO_RECORD;
    }

    @Override
    public int result() {
        return result;
    }
}
