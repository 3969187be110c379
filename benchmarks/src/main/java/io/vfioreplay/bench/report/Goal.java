package io.vfioreplay.bench.report;

/**
 * What is to be reached, and what was.
 *
 * @param text what is compared with what
 * @param unit of both figures
 * @param measured what was reached, by round
 * @param bound the target
 * @param isLeast whether {@code bound} is the least that is wanted; otherwise it is the most
 */
public record Goal(String text, Unit unit, Samples measured, double bound, boolean isLeast) {

    /** A ratio that is to be at least {@code bound}. */
    public static Goal ratioAtLeast(double bound, String text, Samples measured) {
        return new Goal(text, Unit.TIMES, measured, bound, true);
    }

    /** A figure that is to be at least {@code bound}. */
    public static Goal atLeast(double bound, Unit unit, String text, Samples measured) {
        return new Goal(text, unit, measured, bound, true);
    }

    /** A figure that is to be at most {@code bound}. */
    public static Goal atMost(double bound, Unit unit, String text, Samples measured) {
        return new Goal(text, unit, measured, bound, false);
    }

    /** Whether the median is good enough. */
    public boolean isReached() {
        return isLeast ? measured.median() >= bound : measured.median() <= bound;
    }

    /** The target: ">= 5.00 x". */
    public String wanted() {
        return (isLeast ? ">= " : "<= ") + Unit.text(bound) + " " + unit.symbol();
    }
}
