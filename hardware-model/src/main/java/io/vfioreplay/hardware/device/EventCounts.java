package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.state.StateTree;

/** How many events of each kind there were, by how they ended. Without allocation. One thread at a time. */
public final class EventCounts {

    private static final EventKind[] KINDS = EventKind.values();

    private final long[] done = new long[KINDS.length];
    private final long[] refused = new long[KINDS.length];
    private final long[] unanswered = new long[KINDS.length];
    private final int[] lastErrno = new int[KINDS.length];

    EventCounts() {}

    void count(EventKind kind, Envelope envelope) {
        int index = kind.ordinal();
        int result = envelope.result();
        if (result == Envelope.UNANSWERED) {
            unanswered[index]++;
        } else if (result > Envelope.OK) {
            refused[index]++;
            lastErrno[index] = result;
        } else {
            done[index]++;
        }
    }

    /** Events that were answered with success, or whose answer cannot be seen. */
    public long done(EventKind kind) {
        return done[kind.ordinal()];
    }

    /** Events that were answered with an errno. */
    public long refused(EventKind kind) {
        return refused[kind.ordinal()];
    }

    /** Requests that were never answered. */
    public long unanswered(EventKind kind) {
        return unanswered[kind.ordinal()];
    }

    void describe(StateTree.Builder tree, String prefix) {
        for (EventKind kind : KINDS) {
            if (done(kind) == 0 && refused(kind) == 0 && unanswered(kind) == 0) {
                continue; // Most kinds never happen, and paths are made of text.
            }
            String path = prefix + "events/" + kind.label();
            Texts.putUnlessZero(tree, path + "/done", done(kind));
            Texts.putUnlessZero(tree, path + "/refused", refused(kind));
            Texts.putUnlessZero(tree, path + "/lastErrno", lastErrno[kind.ordinal()]);
            Texts.putUnlessZero(tree, path + "/unanswered", unanswered(kind));
        }
    }
}
