package io.vfioreplay.engine.index;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;

/**
 * What is known about a journal beside its events. It only says where to look: whoever asks reads the events there and decides.
 * One thread.
 */
public interface JournalIndex extends AutoCloseable {

    /** How many positions one answer covers: an event is somewhere within. */
    int GRANULE_EVENTS = 512;

    /**
     * The state behind an event.
     *
     * @param position of the event
     * @param state what {@link io.vfioreplay.engine.replay.HostState} restores
     */
    record Snapshot(long position, byte[] state) {}

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

    @Override
    void close();
}
