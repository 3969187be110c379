package io.vfioreplay.engine.index;

import io.vfioreplay.engine.index.SegmentMarks.ByTerm;
import io.vfioreplay.journal.side.SideFileWriter;
import java.io.IOException;

/** Writes where terms are, segment by segment, and at the end what the terms' numbers mean. One thread. */
final class PostingsWriter {

    private static final int ROWS_OF_ONE_FRAME = 1 << 16;

    private final TermNumbers terms = new TermNumbers();
    private final SegmentMarks marks;
    private final EventMarks events;
    private final GrowingBytes dictionary = new GrowingBytes();
    private final GrowingBytes sets = new GrowingBytes();
    private int segments;

    /** Nothing was marked yet; segments have at most {@code granulesMax} granules. */
    PostingsWriter(int granulesMax) {
        this.marks = new SegmentMarks(granulesMax);
        this.events = new EventMarks(terms, marks);
    }

    /** What marks the terms of events. */
    EventMarks events() {
        return events;
    }

    /** How many segments were written. */
    int segments() {
        return segments;
    }

    /** How many terms there are. */
    int terms() {
        int sum = 0;
        for (int row = 0; row < terms.rows(); row++) {
            sum += terms.terms(row, used(row)).size();
        }
        return sum;
    }

    /** Comes to the granule of a position; to be told of each before its event is marked. */
    void enter(long position, SideFileWriter file) throws IOException {
        long granule = position / JournalIndex.GRANULE_EVENTS;
        while (granule >= marks.base() + (long) marks.granules()) {
            if (marks.isFull()) {
                endSegment(file);
            }
            marks.beginGranule();
        }
    }

    /** Writes what is left, and the terms. */
    void finish(SideFileWriter file) throws IOException {
        if (marks.granules() > 0) {
            endSegment(file);
        }
        for (int row = 0; row < terms.rows(); row += ROWS_OF_ONE_FRAME) {
            writeTerms(file, row, Math.min(terms.rows(), row + ROWS_OF_ONE_FRAME));
        }
    }

    private void endSegment(SideFileWriter file) throws IOException {
        dictionary.clear();
        sets.clear();
        dictionary.putNumber(marks.granules());
        ByTerm sorted = marks.byTerm(terms.count());
        int before = 0;
        int from = 0;
        for (int term = 0; term < sorted.ends().length; term++) {
            int to = sorted.ends()[term];
            if (to > from) {
                int begin = sets.length();
                boolean isBits = GranuleSets.put(sets, sorted.granules(), from, to, marks.granules());
                dictionary.putNumber(term - (long) before);
                dictionary.putNumber((sets.length() - (long) begin) << 1 | (isBits ? 1 : 0));
                before = term;
            }
            from = to;
        }
        file.append(IndexFrames.SEGMENT, marks.base(), dictionary.bytes(), dictionary.length());
        file.append(IndexFrames.SETS, marks.base(), sets.bytes(), sets.length());
        segments++;
        marks.beginSegment();
    }

    private void writeTerms(SideFileWriter file, int from, int to) throws IOException {
        GrowingBytes rows = new GrowingBytes();
        for (int row = from; row < to; row++) {
            rows.putLong(terms.what(row));
            rows.putLong(terms.where(row));
            rows.putNumber(used(row));
        }
        file.append(IndexFrames.TERMS, from, rows.bytes(), rows.length());
    }

    /** Which of a row's numbers were marked. */
    private int used(int row) {
        int used = 0;
        for (int which = 0; which < terms.width(row); which++) {
            used |= marks.isUsed(terms.number(row) + which) ? 1 << which : 0;
        }
        return used;
    }
}
