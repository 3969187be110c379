package io.vfioreplay.engine.travel;

/** Counts positions in equal parts of a journal. One thread. */
public final class Sparkline {

    private static final String BARS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

    private final long events;
    private final long[] counts;

    /**
     * Nothing counted yet.
     *
     * @param events how many positions the journal has
     * @param parts how many parts, at least 1
     */
    public Sparkline(long events, int parts) {
        this.events = Math.max(1, events);
        this.counts = new long[parts];
    }

    /** Counts a position; one that the journal does not have is left out. */
    public void add(long position) {
        if (position >= 0 && position < events) {
            counts[(int) Math.min(counts.length - 1, (long) ((double) position / events * counts.length))]++;
        }
    }

    /** How many there were in each part, a copy. */
    public long[] counts() {
        return counts.clone();
    }

    /** A character for each part: a space where there was nothing, else a bar by its share of the greatest. */
    public String text() {
        long most = 1;
        for (long count : counts) {
            most = Math.max(most, count);
        }
        StringBuilder text = new StringBuilder(counts.length);
        for (long count : counts) {
            int bar = (int) Math.min(BARS.length() - 1L, (long) ((double) count / most * (BARS.length() - 1) + 0.5));
            text.append(count == 0 ? ' ' : BARS.charAt(bar));
        }
        return text.toString();
    }
}
