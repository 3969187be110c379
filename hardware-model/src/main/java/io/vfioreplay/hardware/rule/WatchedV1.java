package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.TransitionsV1;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the checker believes about the {@code device_state} of one v1 device before the event at hand. Of constant size.
 *
 * <p>ours: no event of its own tells whether a device offers NDMA; a v1 device's feature word has {@link #FEATURE_NDMA} where its
 * region has the capability.
 */
final class WatchedV1 {

    /** What the belief about the state rests on. */
    enum Basis {
        /** Nothing: the recording began in the middle, or events are missing. */
        NOTHING,
        /** The opening alone; nobody has written or read the state yet. */
        OPENED,
        /** It was read. */
        READ,
        /** A write that succeeded. */
        WRITTEN,
        /** A write that failed. */
        FAILED,
        /** A reset. */
        RESET
    }

    /** The bit of a v1 device's feature word that says that its region has the NDMA capability. */
    static final int FEATURE_NDMA = 8;

    /** Nothing is known of the state. */
    static final int UNKNOWN = -1;

    final StreamV1 stream = new StreamV1();
    final RefusalsV1 refusals = new RefusalsV1();
    final SuspicionsV1 suspicions = new SuspicionsV1();

    DialectV1 dialect = DialectV1.of(Protocol.V1_UAPI);
    /** Whether {@link #dialect} says by the recording, and not by assumption, if NDMA is offered. */
    boolean ndmaIsKnown;
    /** The word that the device surely reports, or {@link #UNKNOWN}. */
    int state = UNKNOWN;

    Basis basis = Basis.NOTHING;
    /** After a failed write: what the device may report; empty otherwise. */
    Set<Integer> possible = Set.of();
    /** After a failed write: the word before it, or {@link #UNKNOWN}. */
    private int failedFrom = UNKNOWN;
    /** The word that a client read last, or {@link #UNKNOWN}. */
    int lastRead = UNKNOWN;
    /** The errno of a failed write after which nobody has read the state yet; 0 for none. */
    int unreadFailure;
    /** The last write that changed the state is the one that cleared RUNNING. */
    boolean justStopped;
    /** It surely ran or saved since it was opened or reset. */
    boolean hasRun;

    private long changedAt = Envelope.NO_TIME;

    void opened(Protocol protocol) {
        forget();
        speaks(protocol);
        settle(StateV1.RUNNING, Basis.OPENED);
    }

    /** The protocol of a device whose opening was not seen. */
    void speaks(Protocol protocol) {
        dialect = DialectV1.of(protocol);
        ndmaIsKnown = protocol == Protocol.V1_UAPI;
    }

    void featuresRead(long flags) {
        if (dialect.knowsNdma()) {
            dialect = new DialectV1(dialect.protocol(), (flags & FEATURE_NDMA) != 0);
            ndmaIsKnown = true;
        }
    }

    void forget() {
        forgetState();
        lastRead = UNKNOWN;
        changedAt = Envelope.NO_TIME;
        refusals.forget();
        suspicions.forget();
    }

    private void forgetState() {
        state = UNKNOWN;
        basis = Basis.NOTHING;
        possible = Set.of();
        unreadFailure = 0;
        justStopped = false;
        hasRun = false;
        stream.forget();
    }

    /** A reset succeeded; one that overlaps a write leaves nothing known. */
    void wasReset(Envelope event) {
        boolean raced = changedAt != Envelope.NO_TIME && Watched.hasDuration(event) && changedAt > Watched.began(event);
        forgetState();
        lastRead = UNKNOWN;
        refusals.forget();
        if (!raced) {
            settle(StateV1.RUNNING, Basis.RESET);
            stream.wasReset();
        }
        changedAt = event.timeNanos();
    }

    void stateRead(Envelope event, int word) {
        if (!isSettled(event)) {
            return;
        }
        int before = basis == Basis.FAILED ? failedFrom : state;
        lastRead = word;
        unreadFailure = 0;
        if (isImpossible(word)) {
            forgetState();
            return;
        }
        settle(word, Basis.READ);
        if (before == UNKNOWN || ((before ^ word) & comparable()) != 0) {
            justStopped = false;
            stream.forget();
        }
    }

    void written(Envelope event, int requested) {
        boolean raced = changedAt != Envelope.NO_TIME && Watched.hasDuration(event) && changedAt > Watched.began(event);
        int before = state;
        refusals.written(this, event, requested);
        if (event.result() > 0 && state != UNKNOWN) {
            failed(requested);
        } else if (event.result() == Envelope.OK && isRequestable(requested)) {
            int next = (known() & ~dialect.knownBits()) | (requested & dialect.knownBits());
            settle(next, Basis.WRITTEN);
            moved(before, next);
        } else {
            forgetState();
        }
        unreadFailure = Math.max(0, event.result());
        if (raced) {
            forgetState();
        }
        changedAt = event.timeNanos();
    }

    /**
     * A load that failed may leave the device in RESUMING as well, whatever the dialect: why the write failed is not seen, and
     * only bad data must lead to ERROR.
     */
    private void failed(int requested) {
        Set<Integer> words = new TreeSet<>(TransitionsV1.afterFailure(dialect, state, requested));
        words.add(state);
        possible = words;
        basis = Basis.FAILED;
        failedFrom = state;
        state = words.size() > 1 ? UNKNOWN : state;
    }

    private void moved(int before, int next) {
        boolean same = before != UNKNOWN && ((before ^ next) & dialect.knownBits()) == 0;
        boolean stops = before != UNKNOWN && StateV1.has(before, StateV1.RUNNING);
        justStopped = !StateV1.has(next, StateV1.RUNNING) && (stops || (same && justStopped));
        hasRun |= !same && (next & (StateV1.RUNNING | StateV1.SAVING)) != 0;
        if (before == UNKNOWN) {
            stream.forget();
        } else if (same) {
            stream.rewritten();
        } else {
            stream.moved(dialect.protocol(), before, next);
        }
    }

    /** Whether the state was only assumed from the opening. */
    boolean isAssumed() {
        return basis == Basis.OPENED;
    }

    /** Whether the device surely is in one of these states; reserved bits do not count. */
    boolean isSurely(int... words) {
        for (int word : words) {
            if (state != UNKNOWN && (state & dialect.knownBits()) == word) {
                return true;
            }
        }
        return false;
    }

    /** The same for bits 0 to 2 alone: NDMA may be set or clear. */
    boolean isInPhase(int... phases) {
        for (int phase : phases) {
            if (state != UNKNOWN && (state & StateV1.PHASE) == phase) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of these bits are surely set. */
    boolean surelyHas(int bits) {
        return state != UNKNOWN && StateV1.has(state, bits);
    }

    /** Whether none of these bits is set, surely. */
    boolean surelyLacks(int bits) {
        return state != UNKNOWN && (state & bits) == 0;
    }

    /** Whether the recording says that the device offers NDMA. */
    boolean surelyOffersNdma() {
        return ndmaIsKnown && dialect.offersNdma();
    }

    /** Whether a client may request this value, NDMA aside. */
    static boolean isRequestable(int word) {
        return !StateV1.has(word, StateV1.RESUMING) || (word & StateV1.PHASE) == StateV1.RESUMING;
    }

    /** Whether no device is ever in this state. */
    boolean isImpossible(int word) {
        boolean isError = (word & StateV1.PHASE) == StateV1.ERROR;
        return isError ? surelyOffersNdma() && StateV1.has(word, StateV1.NDMA) : !isRequestable(word);
    }

    /** Whether what is known allows the device to report this word; reserved bits do not count. */
    boolean mayReport(int word) {
        if (!possible.isEmpty()) {
            return possible.stream().anyMatch(one -> ((one ^ word) & comparable()) == 0);
        }
        return state == UNKNOWN || ((state ^ word) & comparable()) == 0;
    }

    /** The bits of the word that two looks may be compared by: NDMA only where it is known to be offered or not. */
    private int comparable() {
        return ndmaIsKnown ? dialect.knownBits() : StateV1.PHASE;
    }

    /** Whether the event began after the last change of state was answered, so that both cannot have crossed. */
    boolean isSettled(Envelope event) {
        long began = Watched.began(event);
        return changedAt == Envelope.NO_TIME || began == Envelope.NO_TIME || began >= changedAt;
    }

    String where() {
        return state == UNKNOWN ? "an unknown state" : name(state);
    }

    /** What the device may report, for people. */
    String expected() {
        if (possible.isEmpty()) {
            return where();
        }
        return String.join(" or ", possible.stream().map(WatchedV1::name).toList());
    }

    static String name(int word) {
        return "0x%x (%s)".formatted(word, StateV1.names(word));
    }

    private int known() {
        return state == UNKNOWN ? 0 : state;
    }

    private void settle(int word, Basis why) {
        state = word;
        basis = why;
        possible = Set.of();
    }
}
