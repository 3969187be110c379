package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.Term;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.device.RegisterListener;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** An index in memory that is as narrow as an index may be: granules of one event, and snapshots as often as a test wants. */
final class ExactIndex implements JournalIndex {

    private final Map<Term, NavigableSet<Long>> postings = new HashMap<>();
    private final TreeMap<Long, byte[]> snapshots = new TreeMap<>();
    private final List<Term> places = new ArrayList<>();
    private long position;

    ExactIndex(Timeline timeline, int snapshotEvery) {
        HostState state = HostState.withSnapshots(new Listener());
        Unflattener rows = new Unflattener(state.events());
        timeline.replay(Range.ALL, Progress.NONE, (envelope, kind, values, payload) -> {
            position = envelope.position();
            post(new Term.Happened(envelope.device(), kind));
            rows.accept(envelope, kind, values, payload);
            if (position % snapshotEvery == snapshotEvery - 1) {
                snapshots.put(position, state.snapshot());
            }
        });
    }

    private void post(Term term) {
        postings.computeIfAbsent(term, any -> new TreeSet<>()).add(position);
    }

    private final class Listener implements RegisterListener {

        @Override
        public void registerSeen(int number, int device, int region, long offset) {
            places.add(new Term.Register(device, region, offset, Term.Access.READ));
        }

        @Override
        public void registerAccessed(int number, int access) {
            boolean isWrite = (access & RegisterListener.WRITE) != 0;
            Term.Register place = (Term.Register) places.get(number);
            post(with(place, isWrite ? Term.Access.WRITTEN : Term.Access.READ));
            if ((access & RegisterListener.CHANGE) != 0) {
                post(with(place, isWrite ? Term.Access.WRITTEN_CHANGED : Term.Access.READ_CHANGED));
            }
        }

        private static Term with(Term.Register place, Term.Access access) {
            return new Term.Register(place.device(), place.region(), place.offset(), access);
        }
    }

    @Override
    public Optional<Snapshot> snapshotAtOrBefore(long at) {
        return Optional.ofNullable(snapshots.floorEntry(at))
                .map(entry -> new Snapshot(entry.getKey(), entry.getValue()));
    }

    @Override
    public Iterator<Range> from(Collection<Term> terms, long from) {
        return ranges(positions(terms).tailSet(from, true));
    }

    @Override
    public Iterator<Range> before(Collection<Term> terms, long to) {
        return ranges(positions(terms).headSet(to, false).descendingSet());
    }

    private NavigableSet<Long> positions(Collection<Term> terms) {
        TreeSet<Long> all = new TreeSet<>();
        for (Term term : terms) {
            all.addAll(postings.getOrDefault(term, new TreeSet<>()));
        }
        return all;
    }

    private static Iterator<Range> ranges(Collection<Long> positions) {
        List<Range> ranges = new ArrayList<>();
        for (long position : positions) {
            ranges.add(new Range(position, position + 1));
        }
        return ranges.iterator();
    }

    @Override
    public Collection<Term> terms() {
        return postings.keySet();
    }

    @Override
    public void close() {}
}
