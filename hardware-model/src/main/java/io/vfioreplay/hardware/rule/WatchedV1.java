package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.TransitionsV1;
import java.util.Set;

/**
 * What the checker believes about the {@code device_state} of one v1 device before the event at hand. Of constant size.
 *
 * <p>ours: no event of its own tells whether a device offers NDMA; a v1 device's feature word has {@link #FEATURE_NDMA} where its
 * region has the capability.
 */
final class WatchedV1 {

    /** The bit of a v1 device's feature word that says that its region has the NDMA capability. */
    static final int FEATURE_NDMA = 8;

    /** Nothing is known of the state. */
    static final int UNKNOWN = -1;

    DialectV1 dialect = DialectV1.of(Protocol.V1_UAPI);
    /** Whether {@link #dialect} says by the recording, and not by assumption, if NDMA is offered. */
    boolean ndmaIsKnown;
    /** The word that the device surely reports, or {@link #UNKNOWN}. */
    int state = UNKNOWN;
    /** The state rests on the opening alone; nobody has written or read it yet. */
    boolean isAssumed;
    /** After a failed write: what the device may report; empty otherwise. */
    Set<Integer> possible = Set.of();

    void opened(Protocol protocol) {
        dialect = DialectV1.of(protocol);
        ndmaIsKnown = protocol == Protocol.V1_UAPI;
        settle(StateV1.RUNNING);
        isAssumed = true;
    }

    void featuresRead(long flags) {
        if (dialect.knowsNdma()) {
            dialect = new DialectV1(dialect.protocol(), (flags & FEATURE_NDMA) != 0);
            ndmaIsKnown = true;
        }
    }

    void forget() {
        state = UNKNOWN;
        isAssumed = false;
        possible = Set.of();
    }

    void wasReset() {
        settle(StateV1.RUNNING);
    }

    void stateRead(int word) {
        settle(word);
    }

    void written(Envelope event, int requested) {
        if (event.result() == Envelope.OK) {
            settle((known() & ~dialect.knownBits()) | (requested & dialect.knownBits()));
        } else if (event.result() > 0 && state != UNKNOWN) {
            possible = TransitionsV1.afterFailure(dialect, state, requested);
            state = possible.size() == 1 ? possible.iterator().next() : UNKNOWN;
        } else {
            forget();
        }
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

    /** Whether all of these bits are surely set. */
    boolean surelyHas(int bits) {
        return state != UNKNOWN && StateV1.has(state, bits);
    }

    /** Whether none of these bits is set, surely. */
    boolean surelyLacks(int bits) {
        return state != UNKNOWN && (state & bits) == 0;
    }

    String where() {
        return state == UNKNOWN ? "an unknown state" : "0x%x (%s)".formatted(state, StateV1.names(state));
    }

    private int known() {
        return state == UNKNOWN ? 0 : state;
    }

    private void settle(int word) {
        state = word;
        isAssumed = false;
        possible = Set.of();
    }
}
