package io.vfioreplay.engine.shrink;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Delta debugging by leaving out: first half of the parts, then each quarter, and so on, down to every part alone until none can be
 * left out any more. One thread.
 *
 * <p>Source: A. Zeller, R. Hildebrandt, Simplifying and Isolating Failure-Inducing Input, IEEE TSE 28 (2002), the reduction to
 * complements; what depends on a part goes with it.
 */
final class Removal {

    private final Trials trials;
    private final List<Item> items;
    private final Dependents dependents;
    private final BitSet alive;

    private Removal(Trials trials) {
        this.trials = trials;
        this.items = trials.best().items();
        this.dependents = Dependents.of(trials.best());
        this.alive = new BitSet(items.size());
        alive.set(0, items.size());
    }

    /**
     * Leaves out as many parts as possible.
     *
     * @param parts indices of the best course's events; may overlap
     * @return whether any was left out
     */
    static boolean ofParts(Trials trials, List<BitSet> parts) {
        return new Removal(trials).run(parts);
    }

    /** Leaves out single events, which makes the course minimal with respect to them. */
    static boolean ofEvents(Trials trials) {
        List<BitSet> parts = IntStream.range(0, trials.best().size())
                .mapToObj(index -> BitSet.valueOf(new long[0]))
                .toList();
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).set(i);
        }
        return ofParts(trials, parts);
    }

    private boolean run(List<BitSet> parts) {
        boolean any = false;
        for (int size = (parts.size() + 1) / 2; size > 1; size = (size + 1) / 2) {
            any |= sweep(parts, size);
        }
        boolean again = !parts.isEmpty();
        while (again) {
            again = sweep(parts, 1);
            any |= again;
        }
        return any;
    }

    private boolean sweep(List<BitSet> parts, int size) {
        boolean any = false;
        for (int from = 0; from < parts.size() && !trials.isOver(); from += size) {
            BitSet gone = new BitSet();
            parts.subList(from, Math.min(from + size, parts.size())).forEach(gone::or);
            gone.and(alive);
            any |= !gone.isEmpty() && leavesOut(gone);
        }
        return any;
    }

    private boolean leavesOut(BitSet gone) {
        dependents.close(gone);
        BitSet left = (BitSet) alive.clone();
        left.andNot(gone);
        boolean accepted = !left.isEmpty()
                && trials.accepts(new Course(left.stream().mapToObj(items::get).toList()));
        if (accepted) {
            alive.and(left);
        }
        return accepted;
    }
}
