package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.Term;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.Collection;

/** Tells what an event changes of a pattern, while a journal is folded. One thread. */
interface Detector {

    /** Whether the state is needed at all. */
    boolean needsState();

    /** Terms of which each event that changes something has one. */
    Collection<Term> changes(JournalIndex index);

    /** Terms of which each event has one that has to be folded so that changes are seen right. */
    Collection<Term> folds(JournalIndex index);

    /** Whether a leaf that is meant is there from the first event of this device on, of whatever kind. */
    boolean appears(int device);

    /** Whether nothing can be left out when folding. */
    boolean foldsEverything();

    /** Whether an event has to be folded where not all are. */
    boolean isFolded(ObservedHost host, Envelope envelope, EventKind kind, long[] values);

    /** A fold begins with this state. */
    void begin(ObservedHost host);

    /** An event was folded at which nobody has to look. */
    void passed(Envelope envelope, EventKind kind, long[] values);

    /** Looks before an event is folded. */
    void before(ObservedHost host, Envelope envelope, EventKind kind, long[] values);

    /**
     * Looks behind an event.
     *
     * @return false when the consumer wants no more
     */
    boolean behind(
            ObservedHost host,
            Envelope envelope,
            EventKind kind,
            long[] values,
            Payload payload,
            Change.Consumer consumer);

    /**
     * What finds the changes of a pattern.
     *
     * @param originNanos the time of the journal's first event that has one, or {@link Envelope#NO_TIME}
     */
    static Detector of(FieldPattern pattern, long originNanos) {
        if (pattern instanceof FieldPattern.Leaves leaves) {
            return new LeafDetector(leaves);
        }
        if (pattern instanceof FieldPattern.Becomes becomes) {
            return new BecomesDetector(becomes);
        }
        return new EventDetector(pattern, originNanos);
    }
}
