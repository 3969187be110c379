package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
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

    void writeTo(SnapshotWriter out) {
        int seen = 0;
        for (EventKind kind : KINDS) {
            seen += isSeen(kind) ? 1 : 0;
        }
        out.putPacked(seen);
        for (EventKind kind : KINDS) {
            if (isSeen(kind)) {
                out.putPacked(kind.code()).putPacked(done(kind)).putPacked(refused(kind));
                out.putPacked(unanswered(kind)).putPacked(lastErrno[kind.ordinal()]);
            }
        }
    }

    /** Becomes what was written; nothing was counted before. */
    void readFrom(SnapshotReader in) {
        int seen = (int) in.packedWithin(KINDS.length);
        for (int i = 0; i < seen; i++) {
            int index = (int) in.packedWithin(KINDS.length - 1);
            done[index] = in.packed();
            refused[index] = in.packed();
            unanswered[index] = in.packed();
            lastErrno[index] = (int) in.packedWithin(Integer.MAX_VALUE);
        }
    }

    private boolean isSeen(EventKind kind) {
        return done(kind) != 0 || refused(kind) != 0 || unanswered(kind) != 0;
    }

    void describe(StateTree.Builder tree, String prefix) {
        for (EventKind kind : KINDS) {
            if (!isSeen(kind)) {
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
