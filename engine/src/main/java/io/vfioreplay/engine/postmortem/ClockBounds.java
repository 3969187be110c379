package io.vfioreplay.engine.postmortem;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Between what values the destination's clock minus the source's lies, as shown by pairs of events of which one cannot come
 * before the other.
 *
 * @param min it is not less than this, or null where nothing says so
 * @param max it is not more than this, or null where nothing says so
 */
record ClockBounds(@Nullable Bound min, @Nullable Bound max) {

    /** No pair says anything. */
    static final ClockBounds NONE = new ClockBounds(null, null);

    /** Both sides were recorded by one clock. */
    static final ClockBounds SAME = new ClockBounds(new Bound(0, "one clock"), new Bound(0, "one clock"));

    /**
     * What one pair shows.
     *
     * @param nanos destination minus source
     * @param shownBy the pair in words, for example {@code byte 23 of the stream}
     */
    record Bound(long nanos, String shownBy) {}

    /** With a pair whose event on the source came first, so that the offset is not more than this; null changes nothing. */
    ClockBounds atMost(@Nullable Bound bound) {
        boolean tighter = bound != null && (max == null || bound.nanos < max.nanos);
        return tighter ? new ClockBounds(min, bound) : this;
    }

    /** With a pair whose event on the destination came first, so that the offset is not less than this. */
    ClockBounds atLeast(@Nullable Bound bound) {
        boolean tighter = bound != null && (min == null || bound.nanos > min.nanos);
        return tighter ? new ClockBounds(bound, max) : this;
    }

    /** Whether the pairs cannot all be true: a clock was set, or does not run evenly, where no event shows it. */
    boolean isContradicted() {
        return min != null && max != null && min.nanos > max.nanos;
    }

    /** The offset to reckon with: 0 where it is possible, else the possible one nearest to it; empty where nothing tells. */
    OptionalLong used() {
        if ((min == null && max == null) || isContradicted()) {
            return OptionalLong.empty();
        }
        if (max != null && max.nanos < 0) {
            return OptionalLong.of(max.nanos);
        }
        return OptionalLong.of(min != null && min.nanos > 0 ? min.nanos : 0);
    }

    /** The bounds, where they come from, and how sure that is. */
    String sentence() {
        if (equals(SAME)) {
            return "both sides were recorded by one clock";
        }
        if (min == null && max == null) {
            return "nothing in these recordings tells how they stand to each other; taken as they are";
        }
        return "destination - source " + range() + ", " + taken();
    }

    private String range() {
        if (min == null) {
            return "at most " + words(max);
        }
        if (max == null) {
            return "at least " + words(min);
        }
        return isContradicted()
                ? "at most " + words(max) + ", but at least " + words(min)
                : "between " + words(min) + " and " + words(max);
    }

    private String taken() {
        if (isContradicted()) {
            return "which contradicts itself: a clock was set where no event shows it; not used";
        }
        long used = used().orElse(0);
        if (used == 0) {
            return min != null && max != null
                    ? "taken as 0: they agree as far as can be told"
                    : "taken as 0, which nothing contradicts";
        }
        return used < 0 ? "taken as that: it is behind, by no less" : "taken as that: it is ahead, by no less";
    }

    private static String words(@Nullable Bound bound) {
        return bound == null ? "" : "%s (%s)".formatted(Nanos.signed(bound.nanos), bound.shownBy);
    }
}
