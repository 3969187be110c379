package io.vfioreplay.bench.report;

import java.util.Locale;

/** What a figure counts, and with it how it is written. */
public enum Unit {
    /** Millions of events a second. */
    MILLION_EVENTS_PER_SECOND("M/s", 1_000_000, "events/s"),
    /** A ratio. */
    TIMES("x", 1_000, "1/1000"),
    /** Bytes. */
    BYTES("B", 1_000, "1/1000 B"),
    /** Microseconds. */
    MICROS("us", 1_000, "ns"),
    /** Milliseconds. */
    MILLIS("ms", 1_000_000, "ns"),
    /** 1,000,000 bytes a second. */
    MEGABYTES_PER_SECOND("MB/s", 1_000_000, "B/s");

    private final String symbol;
    private final double wholes;
    private final String wholeName;

    Unit(String symbol, double wholes, String wholeName) {
        this.symbol = symbol;
        this.wholes = wholes;
        this.wholeName = wholeName;
    }

    /** How it is written behind a number. */
    public String symbol() {
        return symbol;
    }

    /** The smaller unit that programs get, so that they get whole numbers. */
    String wholeName() {
        return wholeName;
    }

    /** A figure in that unit. */
    long whole(double figure) {
        return Math.round(figure * wholes);
    }

    /** The median and the spread: "12.3 (11.9-12.8)", or one number when there is no spread to see. */
    public String text(Samples samples) {
        String least = text(samples.min());
        String greatest = text(samples.max());
        String middle = text(samples.median());
        return least.equals(greatest) ? middle : "%s (%s-%s)".formatted(middle, least, greatest);
    }

    /** Three digits that count, or all of them where there are more in front of the point. */
    public static String text(double figure) {
        double size = Math.abs(figure);
        if (size >= 100 || size == 0) {
            return String.format(Locale.ROOT, "%,.0f", figure);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", figure);
        }
        return String.format(Locale.ROOT, size >= 1 ? "%.2f" : "%.3f", figure);
    }
}
