package io.vfioreplay.hardware.memory;

import io.vfioreplay.hardware.state.SnapshotReader;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * What the open-addressing tables of a model have in common when they are read from a snapshot. They are restored slot by slot: which
 * new things find a place depends on where the others lie, and that on the order in which they came.
 */
public final class TableLayout {

    /** No table can come to more steps than this between a thing's first slot and its own; each doubling adds at most 256. */
    private static final int STEPS_MAX = 1 << 13;

    private TableLayout() {}

    /** How many slots a table with so many things has that doubles as soon as more than half of its slots are used. */
    public static int slots(int used, int initial) {
        int slots = initial;
        while (used * 2 > slots) {
            slots *= 2;
        }
        return slots;
    }

    /**
     * Checks that a look-up finds everything in the table, and soon.
     *
     * @param slots how many there are, a power of two, at most half of them used
     * @param isUsed whether a slot is used
     * @param home the slot where the search for what lies in a used slot begins
     * @throws IllegalArgumentException when it does not
     */
    public static void check(SnapshotReader in, int slots, IntPredicate isUsed, IntUnaryOperator home) {
        int last = slots - 1;
        int free = 0;
        while (isUsed.test(free)) {
            free++;
        }
        int run = 0; // Used slots up to this one: a search ends at a free slot.
        for (int step = 1; step < slots; step++) {
            int slot = (free + step) & last;
            run = isUsed.test(slot) ? run + 1 : 0;
            if (run > 0 && ((slot - home.applyAsInt(slot)) & last) >= Math.min(run, STEPS_MAX)) {
                throw in.damaged("something lies where no search finds it");
            }
        }
    }
}
