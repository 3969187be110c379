package io.vfioreplay.bench.measure;

/** Tells time in ns from an origin of its own. */
@FunctionalInterface
interface NanoClock {
    /** Now. */
    long nanos();
}
