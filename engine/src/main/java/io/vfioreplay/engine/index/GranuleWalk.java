package io.vfioreplay.engine.index;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Goes over the granules with any of some terms, segment by segment, in one direction. One thread. */
final class GranuleWalk implements Iterator<Range> {

    private final Postings postings;
    private final int[] terms;
    private final Range within;
    private final boolean isForward;
    private int segment;
    private BitSet granules = new BitSet();
    private int next = -1; // Counted from the segment's first; -1 when there is none.

    private GranuleWalk(Postings postings, int[] terms, Range within, boolean isForward) {
        this.postings = postings;
        this.terms = terms;
        this.within = within;
        this.isForward = isForward;
        if (within.from() < within.to() && terms.length > 0) {
            long first = granule(isForward ? within.from() : within.to() - 1);
            segment = postings.segmentOf(first);
            granules = postings.granulesWith(segment, terms);
            next = find((int) (first - postings.firstGranule(segment)));
            goOn();
        }
    }

    /** From the first position of a range on. */
    static GranuleWalk forward(Postings postings, int[] terms, Range within) {
        return new GranuleWalk(postings, terms, within, true);
    }

    /** From the last position of a range back. */
    static GranuleWalk backward(Postings postings, int[] terms, Range within) {
        return new GranuleWalk(postings, terms, within, false);
    }

    @Override
    public boolean hasNext() {
        return next >= 0;
    }

    @Override
    public Range next() {
        if (next < 0) {
            throw new NoSuchElementException();
        }
        long first = (postings.firstGranule(segment) + (long) next) * JournalIndex.GRANULE_EVENTS;
        Range found =
                new Range(Math.max(within.from(), first), Math.min(within.to(), first + JournalIndex.GRANULE_EVENTS));
        next = find(isForward ? next + 1 : next - 1);
        goOn();
        return found;
    }

    /** Comes to a segment that has one, or to the end. */
    private void goOn() {
        while (next < 0 && hasSegmentAhead()) {
            segment += isForward ? 1 : -1;
            granules = postings.granulesWith(segment, terms);
            next = find(isForward ? 0 : granules.length());
        }
        if (next >= 0 && !isWithin(postings.firstGranule(segment) + (long) next)) {
            next = -1;
            segment = isForward ? postings.segmentCount() : -1;
        }
    }

    private boolean hasSegmentAhead() {
        int ahead = segment + (isForward ? 1 : -1);
        return ahead >= 0
                && ahead < postings.segmentCount()
                && (!isForward || postings.firstGranule(ahead) <= granule(within.to() - 1));
    }

    private boolean isWithin(long granule) {
        return granule >= granule(within.from()) && granule <= granule(within.to() - 1);
    }

    private int find(int from) {
        if (isForward) {
            return granules.nextSetBit(from);
        }
        return from < 0 ? -1 : granules.previousSetBit(from);
    }

    private static long granule(long position) {
        return position / JournalIndex.GRANULE_EVENTS;
    }
}
