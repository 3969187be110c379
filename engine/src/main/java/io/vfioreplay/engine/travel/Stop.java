package io.vfioreplay.engine.travel;

/**
 * A condition at which {@code continue} and {@code reverse-continue} stop.
 *
 * @param number by which it is named, from 1, never given again
 * @param type whether it was made as a breakpoint or as a watch, which only matters to people
 * @param pattern what stops
 * @param isEnabled whether it does
 * @param hits how often it fired, also where it was ignored
 * @param ignored how many of the next hits do not stop
 */
public record Stop(int number, Type type, FieldPattern pattern, boolean isEnabled, long hits, long ignored) {

    /** How it was made. */
    public enum Type {
        /** Stops at events that pass a filter. */
        BREAK,
        /** Stops at changes. */
        WATCH
    }

    Stop enabled(boolean enabled) {
        return new Stop(number, type, pattern, enabled, hits, ignored);
    }

    Stop ignoring(long count) {
        return new Stop(number, type, pattern, isEnabled, hits, count);
    }

    /** This stop when it has fired once more. */
    Stop hit() {
        return new Stop(number, type, pattern, isEnabled, hits + 1, Math.max(0, ignored - 1));
    }
}
