package io.vfioreplay.engine.index;

import io.vfioreplay.journal.side.SideFileReader;
import io.vfioreplay.journal.side.SideFrame;
import io.vfioreplay.journal.side.UnusableSideFileException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** Where terms are, as it was written down. Reading what the numbers mean is done at once, everything else when it is asked for. */
final class Postings {

    private static final int ROW_BYTES = 2 * Long.BYTES + 1;

    private final SideFileReader file;
    private final long granules;
    private final TermNumbers numbers = new TermNumbers();
    private final List<Term> terms = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();

    /**
     * Reads what the numbers mean.
     *
     * @param granules how many the journal has
     * @throws UnusableSideFileException when that is damaged, or segments are missing
     */
    Postings(SideFileReader file, long granules) {
        this.file = file;
        this.granules = granules;
        SideFrame dictionary = null;
        for (SideFrame frame : file.frames()) {
            if (frame.type() == IndexFrames.TERMS) {
                readTerms(frame);
            } else if (frame.type() == IndexFrames.SETS && dictionary != null) {
                addSegment(dictionary, frame);
            }
            dictionary = frame.type() == IndexFrames.SEGMENT ? frame : null;
        }
        endSegments();
    }

    /** All terms of which there are events. */
    Collection<Term> terms() {
        return List.copyOf(terms);
    }

    int segmentCount() {
        return segments.size();
    }

    /** The first granule of a segment. */
    int firstGranule(int segment) {
        return segments.get(segment).first();
    }

    /** The granules of a segment, counted from its first, with any of these terms. */
    BitSet granulesWith(int segment, int[] wanted) {
        return segments.get(segment).granulesWith(wanted, file);
    }

    /** The segment with this granule. */
    int segmentOf(long granule) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).first() <= granule) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The numbers of events with any of these terms, rising. */
    int[] numbersOf(Collection<Term> wanted) {
        return wanted.stream().flatMapToInt(numbers::find).sorted().distinct().toArray();
    }

    private void readTerms(SideFrame frame) {
        byte[] bytes = file.read(frame).orElseThrow(() -> unusable("its list of terms is damaged"));
        if (frame.key() != numbers.rows() || bytes.length % ROW_BYTES != 0) {
            throw unusable("its list of terms has a hole");
        }
        for (int at = 0; at < bytes.length; at += ROW_BYTES) {
            int row = numbers.rows();
            if (!numbers.addRow(longAt(bytes, at), longAt(bytes, at + Long.BYTES))) {
                throw unusable("row %d of its list of terms makes no sense".formatted(row));
            }
            terms.addAll(numbers.terms(row, bytes[at + 2 * Long.BYTES]));
        }
    }

    private static long longAt(byte[] bytes, int at) {
        long value = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(bytes[at + i]);
        }
        return value;
    }

    private void addSegment(SideFrame dictionary, SideFrame sets) {
        long last = segments.isEmpty() ? -1 : segments.get(segments.size() - 1).first();
        boolean isNext = segments.isEmpty() ? dictionary.key() == 0 : dictionary.key() > last;
        if (!isNext || dictionary.key() != sets.key() || dictionary.key() >= granules) {
            throw unusable("its segments are not in order");
        }
        segments.add(new Segment((int) dictionary.key(), 0, dictionary, sets));
    }

    /** Each segment goes on until the next one begins. */
    private void endSegments() {
        if (segments.isEmpty() != (granules == 0)) {
            throw unusable("it has %d segments for %d granules".formatted(segments.size(), granules));
        }
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            long end = i + 1 < segments.size() ? segments.get(i + 1).first() : granules;
            if (end - segment.first() > SegmentMarks.GRANULES_MAX) {
                throw unusable("segment %d has %d granules".formatted(i, end - segment.first()));
            }
            segments.set(
                    i,
                    new Segment(segment.first(), (int) (end - segment.first()), segment.dictionary(), segment.sets()));
        }
    }

    private UnusableSideFileException unusable(String reason) {
        return new UnusableSideFileException(file.file(), reason);
    }
}
