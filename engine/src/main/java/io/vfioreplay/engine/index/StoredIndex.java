package io.vfioreplay.engine.index;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.journal.side.SideFileReader;
import io.vfioreplay.journal.side.SideFrame;
import io.vfioreplay.journal.side.UnusableSideFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** An index in a side file. What of it is damaged is done without, so that no answer is wrong. One thread. */
final class StoredIndex implements JournalIndex {

    private final SideFileReader file;
    private final long events;
    private final Postings postings;
    private final List<SideFrame> snapshots = new ArrayList<>();
    private final Optional<List<Finding>> findings;

    private StoredIndex(SideFileReader file, long events) {
        this.file = file;
        this.events = events;
        this.postings = new Postings(file, (events + GRANULE_EVENTS - 1) / GRANULE_EVENTS);
        for (SideFrame frame : file.frames()) {
            if (frame.type() == IndexFrames.SNAPSHOT) {
                addSnapshot(frame);
            }
        }
        this.findings = onlyFrame(file, IndexFrames.FINDINGS).flatMap(FindingsFrame::findingsOf);
    }

    private void addSnapshot(SideFrame frame) {
        long last =
                snapshots.isEmpty() ? -1 : snapshots.get(snapshots.size() - 1).key();
        if (frame.key() <= last || frame.key() >= events) {
            throw new UnusableSideFileException(file.file(), "its snapshots are not in order");
        }
        snapshots.add(frame);
    }

    /**
     * Opens an index.
     *
     * @param wanted what it must belong to
     * @throws UnusableSideFileException when there is none, or it is damaged, or does not belong to it
     */
    static StoredIndex open(Path path, IndexDescription wanted) {
        SideFileReader file = SideFileReader.open(path);
        try {
            String unfit = onlyFrame(file, IndexFrames.DESCRIPTION)
                    .map(bytes -> IndexDescription.ofBytes(bytes).unfitFor(wanted))
                    .orElse("it does not say what it belongs to");
            if (!unfit.isEmpty()) {
                throw new UnusableSideFileException(path, unfit);
            }
            return new StoredIndex(file, wanted.events());
        } catch (RuntimeException unusable) {
            file.close();
            throw unusable;
        }
    }

    private static Optional<byte[]> onlyFrame(SideFileReader file, int type) {
        List<SideFrame> frames =
                file.frames().stream().filter(frame -> frame.type() == type).toList();
        return frames.size() == 1 ? file.read(frames.get(0)) : Optional.empty();
    }

    @Override
    public Optional<Snapshot> snapshotAtOrBefore(long position) {
        for (int i = snapshotsUpTo(position) - 1; i >= 0; i--) {
            SideFrame frame = snapshots.get(i);
            Optional<byte[]> state = file.read(frame).flatMap(SnapshotFrame::stateOf);
            if (state.isPresent()) {
                return Optional.of(new Snapshot(frame.key(), state.get()));
            }
        }
        return Optional.empty();
    }

    /** How many snapshots are at or before a position. */
    private int snapshotsUpTo(long position) {
        int low = 0;
        int high = snapshots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (snapshots.get(middle).key() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public Iterator<Range> from(Collection<Term> terms, long from) {
        return GranuleWalk.forward(postings, postings.numbersOf(terms), new Range(Math.max(0, from), events));
    }

    @Override
    public Iterator<Range> before(Collection<Term> terms, long to) {
        return GranuleWalk.backward(postings, postings.numbersOf(terms), new Range(0, Math.min(to, events)));
    }

    @Override
    public Collection<Term> terms() {
        return postings.terms();
    }

    @Override
    public Optional<List<Finding>> findings() {
        return findings;
    }

    @Override
    public void close() {
        file.close();
    }
}
