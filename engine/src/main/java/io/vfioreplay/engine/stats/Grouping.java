package io.vfioreplay.engine.stats;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Events counted by one or more dimensions together. At most {@value #GROUPS_MAX} groups: what belongs to further ones is counted as
 * {@link #others()}. Counting allocates only for a new group. One thread.
 *
 * <pre>
 *   a row of keys:  0 offset | 1 bits 63-32 device, 31-0 region | 2 bits 63 used, 34-33 access, 32-16 phase, 15-0 kind
 * </pre>
 */
public final class Grouping {

    /** How many groups are told apart. */
    public static final int GROUPS_MAX = 1 << 12;

    private static final int KEY = 3;
    private static final int ROWS = 2 * GROUPS_MAX;
    /** A new group that finds no row within so many steps is among the others: groups chosen to collide cost no time. */
    private static final int STEPS_MAX = 64;

    private static final long USED = 1L << 63;
    private static final int ACCESS_SHIFT = 33;
    private static final int PHASE_SHIFT = 16;
    private static final int READ = 1;
    private static final int WRITTEN = 2;
    private static final long INT_MASK = 0xffff_ffffL;
    private static final int PHASE_MASK = 0x1_ffff;
    private static final int KIND_MASK = 0xffff;

    private final List<Dimension> dimensions;
    private final boolean byKind;
    private final boolean byRegister;
    private final boolean byPhase;
    private final boolean byDevice;
    private final PhaseNames phases;
    private final long[] keys = new long[ROWS * KEY];
    private final @Nullable Tally[] tallies = new @Nullable Tally[ROWS];
    private final Tally others = new Tally();
    private int groups;

    Grouping(List<Dimension> dimensions, PhaseNames phases) {
        Set<Dimension> set = EnumSet.copyOf(dimensions);
        this.dimensions = List.copyOf(dimensions);
        this.byKind = set.contains(Dimension.KIND);
        this.byRegister = set.contains(Dimension.REGISTER);
        this.byPhase = set.contains(Dimension.PHASE);
        this.byDevice = byRegister || set.contains(Dimension.DEVICE);
        this.phases = phases;
    }

    /** What they are counted by. */
    public List<Dimension> dimensions() {
        return dimensions;
    }

    /** The groups, those with most events first. */
    public List<Group> groups() {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            if (tallies[row] != null) {
                rows.add(row);
            }
        }
        rows.sort(Comparator.<Integer>comparingLong(row -> -tally(row).events())
                .thenComparingLong(row -> keys[row * KEY + 1])
                .thenComparing(row -> keys[row * KEY], Long::compareUnsigned)
                .thenComparingLong(row -> keys[row * KEY + 2]));
        return rows.stream().map(this::group).toList();
    }

    /** The events of groups beyond those that are told apart. */
    public Tally others() {
        return others;
    }

    /** Counts an event, unless it has none of what is counted by. */
    void add(Envelope envelope, EventKind kind, Access access, int payloadBytes) {
        if (byRegister && !access.isRegister()) {
            return;
        }
        long offset = byRegister ? access.offset() : 0;
        long place = (byDevice ? (long) envelope.device() : Envelope.HOST) << Integer.SIZE
                | (byRegister ? access.region() & INT_MASK : 0);
        long what = USED
                | (byRegister ? (access.isWrite() ? (long) WRITTEN : READ) << ACCESS_SHIFT : 0)
                | (byPhase ? (long) phases.number(envelope.device()) << PHASE_SHIFT : 0)
                | (byKind ? kind.code() : 0);
        tally(offset, place, what).add(envelope, payloadBytes);
    }

    private Tally tally(long offset, long place, long what) {
        int row = home(offset, place, what);
        for (int step = 0; step < STEPS_MAX; step++) {
            Tally tally = tallies[row];
            if (tally == null) {
                return groups == GROUPS_MAX ? others : newGroup(row, offset, place, what);
            }
            int key = row * KEY;
            if (keys[key] == offset && keys[key + 1] == place && keys[key + 2] == what) {
                return tally;
            }
            row = (row + 1) & (ROWS - 1);
        }
        return others;
    }

    private Tally newGroup(int row, long offset, long place, long what) {
        Tally tally = new Tally();
        groups++;
        keys[row * KEY] = offset;
        keys[row * KEY + 1] = place;
        keys[row * KEY + 2] = what;
        tallies[row] = tally;
        return tally;
    }

    private static int home(long offset, long place, long what) {
        long mixed = (offset ^ Long.rotateLeft(place, 29) ^ Long.rotateLeft(what, 47)) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xbf58_476d_1ce4_e5b9L;
        return (int) (mixed >>> 32) & (ROWS - 1);
    }

    private Group group(int row) {
        long place = keys[row * KEY + 1];
        long what = keys[row * KEY + 2];
        int access = (int) (what >>> ACCESS_SHIFT) & (READ | WRITTEN);
        return new Group(
                byKind ? EventKind.ofCode((int) what & KIND_MASK) : Optional.empty(),
                byRegister
                        ? Optional.of(new Group.Place((int) place, keys[row * KEY], access == WRITTEN))
                        : Optional.empty(),
                byPhase ? phases.name((int) (what >>> PHASE_SHIFT) & PHASE_MASK) : Optional.empty(),
                (int) (place >>> Integer.SIZE),
                tally(row));
    }

    private Tally tally(int row) {
        Tally tally = tallies[row];
        if (tally == null) {
            throw new IllegalStateException("no group in row " + row + " of " + Arrays.toString(dimensions.toArray()));
        }
        return tally;
    }
}
