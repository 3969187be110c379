package io.vfioreplay.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Brings figures to places, each power of ten as far from the next.
 *
 * @param least the least figure, above 0
 * @param greatest the greatest figure, above {@code least}
 * @param from the place of the least
 * @param to the place of the greatest; may be before {@code from}
 */
record LogScale(double least, double greatest, double from, double to) {

    private static final double ROUNDING = 1 + 1e-9;

    /** Throws {@link IllegalArgumentException} when there is no scale between the two figures. */
    LogScale {
        if (!(least > 0) || !(greatest > least)) {
            throw new IllegalArgumentException("a scale from %s to %s".formatted(least, greatest));
        }
    }

    /** A scale between whole powers of ten that has room for both figures. */
    static LogScale around(double least, double greatest, double from, double to) {
        double low = Math.floor(Math.log10(least));
        double high = Math.max(low + 1, Math.ceil(Math.log10(greatest)));
        return new LogScale(Math.pow(10, low), Math.pow(10, high), from, to);
    }

    /** A scale from a whole power of ten below the least figure to just the greatest. */
    static LogScale from(double least, double greatest, double from, double to) {
        double low = Math.pow(10, Math.floor(Math.log10(least)));
        return new LogScale(low, Math.max(greatest, low * 10), from, to);
    }

    /** The place of a figure; one outside of the scale has the place of the nearer end. */
    double at(double figure) {
        double clipped = Math.min(greatest, Math.max(least, figure));
        return from + (to - from) * Math.log(clipped / least) / Math.log(greatest / least);
    }

    /** The powers of ten on the scale. */
    List<Double> powers() {
        List<Double> powers = new ArrayList<>();
        for (int exponent = (int) Math.round(Math.log10(least));
                Math.pow(10, exponent) <= greatest * ROUNDING;
                exponent++) {
            powers.add(Math.pow(10, exponent));
        }
        return powers;
    }
}
