package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.BitSet;

/**
 * One interrupt type of a device: which vectors have an eventfd, which are masked, which fired. One thread at a time.
 *
 * <p>ours: a request that carries one boolean per vector is counted but not looked into, since the booleans are not part of
 * the event; vectors from 4096 on are counted only (MSI-X has at most 2048).
 *
 * <p>Source: {@code VFIO_DEVICE_SET_IRQS}.
 */
public final class InterruptSetup {

    /** Vectors below this number are kept. */
    public static final int VECTORS_MAX = 4096;

    private static final long DATA_NONE = 1;
    private static final long DATA_EVENTFD = 4;
    private static final long ACTION_MASK = 8;
    private static final long ACTION_UNMASK = 16;
    private static final long ACTION_TRIGGER = 32;

    private final BitSet assigned = new BitSet();
    private final BitSet masked = new BitSet();
    private long lastFlags;
    private long requests;
    private long fired;
    private long raised;
    private int lastRaised;
    private long notTracked;
    private String description = "";

    InterruptSetup() {}

    /** The vectors that have an eventfd, a copy. */
    public BitSet assigned() {
        return (BitSet) assigned.clone();
    }

    /** The vectors that are masked, a copy. */
    public BitSet masked() {
        return (BitSet) masked.clone();
    }

    /** How many interrupts the device raised. */
    public long raisedCount() {
        return raised;
    }

    void described(long flags, int count) {
        description = "count=" + Integer.toUnsignedString(count) + " flags=" + Texts.hex(flags);
    }

    void raised(int vector) {
        raised++;
        lastRaised = vector;
    }

    void configured(int start, int count, long flags, int fds) {
        requests++;
        lastFlags = flags;
        int from = bounded(Integer.toUnsignedLong(start));
        int to = bounded(Integer.toUnsignedLong(start) + Integer.toUnsignedLong(count));
        notTracked += Integer.toUnsignedLong(count) - (to - from);
        if ((flags & ACTION_TRIGGER) != 0) {
            triggered(from, to, flags, count, fds);
        } else if ((flags & DATA_NONE) != 0 && (flags & (ACTION_MASK | ACTION_UNMASK)) != 0) {
            masked.set(from, to, (flags & ACTION_MASK) != 0);
        }
    }

    private void triggered(int from, int to, long flags, int count, int fds) {
        if ((flags & DATA_EVENTFD) != 0) {
            assigned.set(from, to, fds > 0);
        } else if ((flags & DATA_NONE) != 0 && count == 0) {
            assigned.clear();
        } else {
            fired++;
        }
    }

    void describe(StateTree.Builder tree, String prefix) {
        if (!description.isEmpty()) {
            tree.put(prefix + "/described", description);
        }
        if (requests > 0) {
            tree.put(prefix + "/requests", requests);
            tree.put(prefix + "/lastFlags", Texts.hex(lastFlags));
            tree.put(prefix + "/assigned", ranges(assigned));
            tree.put(prefix + "/masked", ranges(masked));
        }
        if (raised > 0) {
            tree.put(prefix + "/raised", raised);
            tree.put(prefix + "/lastRaised", lastRaised);
        }
        Texts.putUnlessZero(tree, prefix + "/fired", fired);
        Texts.putUnlessZero(tree, prefix + "/notTracked", notTracked);
    }

    void writeTo(SnapshotWriter out) {
        out.putText(description)
                .putPacked(requests)
                .putPacked(lastFlags)
                .putPacked(fired)
                .putPacked(notTracked);
        out.putPacked(raised).putInt(lastRaised);
        putVectors(out, assigned);
        putVectors(out, masked);
    }

    /** Becomes what was written; nothing was seen before. */
    void readFrom(SnapshotReader in) {
        description = in.text(Texts.SNAPSHOT_BYTES_MAX);
        requests = in.packed();
        lastFlags = in.packed();
        fired = in.packed();
        notTracked = in.packed();
        raised = in.packed();
        lastRaised = in.intValue();
        readVectors(in, assigned);
        readVectors(in, masked);
    }

    private static void putVectors(SnapshotWriter out, BitSet vectors) {
        long[] words = vectors.toLongArray();
        out.putPacked(words.length);
        for (long word : words) {
            out.putLong(word);
        }
    }

    private static void readVectors(SnapshotReader in, BitSet vectors) {
        long[] words = new long[(int) in.packedWithin(VECTORS_MAX / Long.SIZE)];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.longValue();
        }
        vectors.or(BitSet.valueOf(words));
    }

    private static int bounded(long vector) {
        return (int) Math.min(VECTORS_MAX, vector);
    }

    /** {@code 0-3,5}, or {@code none}. */
    private static String ranges(BitSet vectors) {
        StringBuilder text = new StringBuilder();
        for (int from = vectors.nextSetBit(0); from >= 0; ) {
            int to = vectors.nextClearBit(from);
            text.append(text.isEmpty() ? "" : ",").append(from);
            if (to - from > 1) {
                text.append('-').append(to - 1);
            }
            from = vectors.nextSetBit(to);
        }
        return text.isEmpty() ? "none" : text.toString();
    }
}
