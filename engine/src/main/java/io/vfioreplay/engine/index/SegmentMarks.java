package io.vfioreplay.engine.index;

import java.util.Arrays;

/**
 * Which terms are in which granules of the segment that is being made. One thread.
 *
 * <p>Memory is four bytes for each term and, in a segment, for each pair of a
 * term and a granule; a segment ends when it has as many granules as it may or {@value #MARKS_MAX} marks, so that a journal in which
 * every event does something new takes 32 MiB, and shorter segments.
 */
final class SegmentMarks {

    static final int GRANULES_MAX = 4096;

    private static final int MARKS_MAX = 1 << 22;
    private static final int MARKS_INITIAL = 1 << 12;

    private final int granulesMax;
    private final int[] starts;
    private int[] marks = new int[MARKS_INITIAL];
    private int[] lastMarked = new int[MARKS_INITIAL]; // By term: granule + 1.
    private int markCount;
    private int base;
    private int granules;

    /** No marks, in segments of at most {@code granulesMax} granules. */
    SegmentMarks(int granulesMax) {
        this.granulesMax = granulesMax;
        this.starts = new int[granulesMax];
    }

    /** The first granule of the segment. */
    int base() {
        return base;
    }

    /** How many granules it has so far. */
    int granules() {
        return granules;
    }

    /** Whether it must be written before the next granule begins. */
    boolean isFull() {
        return granules == granulesMax || markCount >= MARKS_MAX;
    }

    /** Begins the next granule. */
    void beginGranule() {
        starts[granules++] = markCount;
    }

    /** Begins a new segment behind the last one, without granules. */
    void beginSegment() {
        base += granules;
        granules = 0;
        markCount = 0;
    }

    /** The term is in the granule that began last. */
    void mark(int term) {
        int now = base + granules;
        if (term >= lastMarked.length) {
            lastMarked = Arrays.copyOf(lastMarked, Math.max(term + 1, 2 * lastMarked.length));
        }
        if (markCount == marks.length) {
            marks = Arrays.copyOf(marks, 2 * markCount);
        }
        // Written in any case and kept if it is new, without a branch: every third mark is new, which no processor can
        // foretell.
        marks[markCount] = term;
        int difference = lastMarked[term] ^ now;
        markCount += (difference | -difference) >>> (Integer.SIZE - 1);
        lastMarked[term] = now;
    }

    /** Whether the term was ever marked. */
    boolean isUsed(int term) {
        return term < lastMarked.length && lastMarked[term] != 0;
    }

    /** The segment, by term. */
    static final class ByTerm {

        private final int[] ends;
        private final int[] granules;

        private ByTerm(int[] ends, int[] granules) {
            this.ends = ends;
            this.granules = granules;
        }

        /** For each term, where its granules end in {@link #granules()}; they begin where those of the term before end. */
        int[] ends() {
            return ends;
        }

        /** Counted from the segment's first, rising for each term. */
        int[] granules() {
            return granules;
        }
    }

    /** Sorts the marks by term, those of each term stay in order. */
    ByTerm byTerm(int terms) {
        int[] ends = new int[terms];
        for (int i = 0; i < markCount; i++) {
            ends[marks[i]]++;
        }
        int sum = 0;
        for (int term = 0; term < terms; term++) {
            int count = ends[term];
            ends[term] = sum; // Where it begins; taking its granules moves this to where it ends.
            sum += count;
        }
        int[] sorted = new int[markCount];
        for (int granule = 0; granule < granules; granule++) {
            int to = granule + 1 < granules ? starts[granule + 1] : markCount;
            for (int i = starts[granule]; i < to; i++) {
                sorted[ends[marks[i]]++] = granule;
            }
        }
        return new ByTerm(ends, sorted);
    }
}
