package io.vfioreplay.engine.index;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.side.UnusableSideFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a journal beside its events. It only says where to look: whoever asks reads the events there and decides.
 * One thread.
 */
public interface JournalIndex extends AutoCloseable {

    /** How many positions one answer covers: an event is somewhere within. */
    int GRANULE_EVENTS = 512;

    /** The state behind an event. Immutable as long as nobody alters its bytes. */
    final class Snapshot {

        private final long position;
        private final byte[] state;

        /**
         * A snapshot.
         *
         * @param position of the event
         * @param state what {@link io.vfioreplay.engine.replay.HostState} restores
         */
        public Snapshot(long position, byte[] state) {
            this.position = position;
            this.state = state;
        }

        /** The position of the event. */
        public long position() {
            return position;
        }

        /** What {@link io.vfioreplay.engine.replay.HostState} restores; not a copy. */
        public byte[] state() {
            return state;
        }
    }

    /** Where the index of a journal is: a file in its directory, which is not one of the journal's own. */
    static Path fileOf(Path journal) {
        return IndexFrames.fileOf(journal);
    }

    /** Whether there is an index that can be used. */
    sealed interface Lookup {
        /** There is. Whoever asked closes it. */
        record Found(JournalIndex index) implements Lookup {}

        /** There is not, for this reason, which begins with the name of the file. */
        record Unusable(String reason) implements Lookup {}
    }

    /** Looks for the index of a journal that is open. */
    static Lookup open(Path journal, Timeline timeline) {
        return openFile(fileOf(journal), timeline);
    }

    /** Looks for an index of the journal in a file that may lie elsewhere. */
    static Lookup openFile(Path file, Timeline timeline) {
        try {
            return new Lookup.Found(
                    StoredIndex.open(file, IndexDescription.of(timeline.digest(), timeline.eventCount())));
        } catch (UnusableSideFileException | CorruptJournalException unusable) {
            return new Lookup.Unusable(String.valueOf(unusable.getMessage()));
        }
    }

    /** The last snapshot at or before a position, or empty when there is none. */
    Optional<Snapshot> snapshotAtOrBefore(long position);

    /**
     * Where events with any of these terms are, from there on, each range once and in ascending order; the first may begin at
     * {@code from}.
     *
     * @param from the first position of interest
     */
    Iterator<Range> from(Collection<Term> terms, long from);

    /**
     * Where events with any of these terms are, before there, each range once and in descending order.
     *
     * @param to the first position that is not of interest
     */
    Iterator<Range> before(Collection<Term> terms, long to);

    /** All terms of which the journal has events. */
    Collection<Term> terms();

    /**
     * What checking the rules found, in the order in which it was found, or empty when the index does not know: it was made while
     * importing, which has no time for the rules.
     */
    default Optional<List<Finding>> findings() {
        return Optional.empty();
    }

    @Override
    void close();
}
