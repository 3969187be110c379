package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.Term;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Where an index says that a detector may find something. One thread. */
final class Candidates {

    private final JournalIndex index;
    private final Detector detector;
    private final List<Range> appearances;

    Candidates(JournalIndex index, Detector detector) {
        this.index = index;
        this.detector = detector;
        this.appearances = appearances();
    }

    /** Where something may change, from there on, in ascending order. */
    Iterator<Range> from(long from) {
        return index.from(detector.changes(index), from);
    }

    /** Where something has to be folded or may change, from there on, in ascending order; a range may come twice. */
    Iterator<Range> foldedFrom(long from) {
        List<Range> first = new ArrayList<>();
        for (Range range : appearances) {
            if (range.to() > from) {
                first.add(new Range(Math.max(from, range.from()), range.to()));
            }
        }
        return new Merged(index.from(detector.folds(index), from), first, Comparator.comparingLong(Range::from));
    }

    /** Where something may change, before there, in descending order; a range may come twice. */
    Iterator<Range> before(long to) {
        List<Range> first = new ArrayList<>();
        for (Range range : appearances) {
            if (range.from() < to) {
                first.add(0, new Range(range.from(), Math.min(to, range.to())));
            }
        }
        Comparator<Range> descending = Comparator.comparingLong(Range::from).reversed();
        return new Merged(index.before(detector.changes(index), to), first, descending);
    }

    /** Where the first event of each device is of which a leaf is there from then on, in ascending order. */
    private List<Range> appearances() {
        Map<Integer, Collection<Term>> byDevice = new HashMap<>();
        for (Term term : index.terms()) {
            if (term instanceof Term.Happened happened && detector.appears(happened.device())) {
                byDevice.computeIfAbsent(happened.device(), device -> new ArrayList<>())
                        .add(term);
            }
        }
        List<Range> first = new ArrayList<>();
        for (Collection<Term> terms : byDevice.values()) {
            Iterator<Range> ranges = index.from(terms, 0);
            if (ranges.hasNext()) {
                first.add(ranges.next());
            }
        }
        first.sort(Comparator.comparingLong(Range::from));
        return first;
    }

    /** Two ordered sequences as one. */
    private static final class Merged implements Iterator<Range> {

        private final Iterator<Range> many;
        private final ArrayDeque<Range> few;
        private final ArrayDeque<Range> next = new ArrayDeque<>(1);
        private final Comparator<Range> order;

        Merged(Iterator<Range> many, List<Range> few, Comparator<Range> order) {
            this.many = many;
            this.few = new ArrayDeque<>(few);
            this.order = order;
        }

        @Override
        public boolean hasNext() {
            return !next.isEmpty() || many.hasNext() || !few.isEmpty();
        }

        @Override
        public Range next() {
            if (next.isEmpty() && many.hasNext()) {
                next.add(many.next());
            }
            boolean isFew = !few.isEmpty() && (next.isEmpty() || order.compare(few.getFirst(), next.getFirst()) < 0);
            return isFew ? few.removeFirst() : next.removeFirst();
        }
    }
}
