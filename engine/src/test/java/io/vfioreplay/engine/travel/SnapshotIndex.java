package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.Term;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** An index with snapshots and nothing else. */
final class SnapshotIndex implements JournalIndex {

    private final byte[][] snapshots;

    /** Snapshots by position, null where there is none. */
    SnapshotIndex(byte[][] snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public Optional<Snapshot> snapshotAtOrBefore(long position) {
        for (int at = (int) position; at >= 0; at--) {
            if (snapshots[at] != null) {
                return Optional.of(new Snapshot(at, snapshots[at]));
            }
        }
        return Optional.empty();
    }

    @Override
    public Iterator<Range> from(Collection<Term> terms, long from) {
        return Collections.emptyIterator();
    }

    @Override
    public Iterator<Range> before(Collection<Term> terms, long to) {
        return Collections.emptyIterator();
    }

    @Override
    public Collection<Term> terms() {
        return List.of();
    }

    @Override
    public void close() {}
}
