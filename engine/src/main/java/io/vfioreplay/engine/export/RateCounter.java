package io.vfioreplay.engine.export;

/** Counts how much there was in each stretch of time, and writes it as a rate per second. */
final class RateCounter {

    /** 10 ms: long enough for a rate to mean something, short enough for a downtime to be seen. */
    static final long BUCKET_NANOS = 10_000_000;

    private static final long PER_SECOND = 1_000_000_000L / BUCKET_NANOS;

    private final TraceEvents trace;
    private final int pid;
    private final String name;
    private long bucket = Long.MIN_VALUE;
    private long sum;

    RateCounter(TraceEvents trace, int pid, String name) {
        this.trace = trace;
        this.pid = pid;
        this.name = name;
    }

    /** So much at this time; what comes late counts as what is now. */
    void add(long nanos, long amount) {
        long of = Math.floorDiv(nanos, BUCKET_NANOS);
        if (of > bucket) {
            end();
            if (bucket != Long.MIN_VALUE && of > bucket + 1) {
                write(bucket + 1, 0);
            }
            bucket = of;
        }
        sum += amount;
    }

    /** Writes what was counted last. */
    void end() {
        if (bucket != Long.MIN_VALUE) {
            write(bucket, sum * PER_SECOND);
        }
        sum = 0;
    }

    /** The recording ends. */
    void finish() {
        end();
        if (bucket != Long.MIN_VALUE) {
            write(bucket + 1, 0);
        }
    }

    private void write(long at, long value) {
        trace.counter(pid, name, "per second", at * BUCKET_NANOS, value);
    }
}
