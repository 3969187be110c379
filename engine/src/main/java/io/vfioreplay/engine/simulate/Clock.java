package io.vfioreplay.engine.simulate;

/** Simulated time, nanoseconds since the epoch; both hosts share it. */
final class Clock {

    /** 2024-01-01, which is as good as any. */
    private static final long START_NANOS = 1_704_067_200_000_000_000L;

    private static final int STEP_NANOS_MIN = 500;
    private static final int STEP_NANOS_MAX = 20_000;

    private final Randomness random;
    private long now = START_NANOS;

    Clock(Randomness random) {
        this.random = random;
    }

    /** Some time passes; returns how much. */
    long tick() {
        int step = random.between(STEP_NANOS_MIN, STEP_NANOS_MAX);
        now += step;
        return step;
    }

    /** So much time passes. */
    void pass(long nanos) {
        now += nanos;
    }

    long now() {
        return now;
    }
}
