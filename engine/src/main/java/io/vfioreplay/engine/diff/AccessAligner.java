package io.vfioreplay.engine.diff;

import io.vfioreplay.engine.diff.AccessDiff.Counts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks two sequences of accesses in step. Where they part, it looks at most {@value #WINDOW_ACCESSES} accesses ahead on either
 * side for the nearest place from which they agree again; what lies between is set aside, and pairs up with what the
 * other side set aside within as many accesses.
 *
 * <p>Time grows with the number of accesses times a constant, memory not at all. One thread.
 */
final class AccessAligner {

    /** How far apart two witnesses may tell the same access. */
    static final int WINDOW_ACCESSES = 256;

    /** Polled registers look alike: so many accesses must agree before the sequences count as together again. */
    private static final int RUN_ACCESSES = 3;

    private final AccessReader a;
    private final AccessReader b;
    private final Deque<Pending> pendingA = new ArrayDeque<>();
    private final Deque<Pending> pendingB = new ArrayDeque<>();
    private long agreeing;
    private long outOfOrder;
    private long differing;
    private long onlyA;
    private long onlyB;
    private long valuesUnseen;
    private @Nullable Parting first;

    AccessAligner(AccessReader a, AccessReader b) {
        this.a = a;
        this.b = b;
    }

    /** An access that had no counterpart at its place. */
    private static final class Pending {
        private final Access access;
        private final long number; // Among the accesses of its side.
        private final long order; // Among those of both.
        private @Nullable Pending sameShape; // On the other side at the same place.
        private @Nullable Access opposite;
        private boolean done;

        Pending(Access access, long number, long order) {
            this.access = access;
            this.number = number;
            this.order = order;
        }
    }

    /** Where the sequences part: the accesses of both at that place, null where a side is over. */
    record Parting(long order, @Nullable Access a, @Nullable Access b) {}

    /** How many more accesses each side may have in a block that is set aside. */
    private record Block(int a, int b) {}

    /** Compares everything. */
    Counts run() {
        while (a.available(1) > 0 || b.available(1) > 0) {
            if (agreesAt(0, 0)) {
                agreed(a.take(), b.take());
            } else {
                setAside(block());
            }
            retire(WINDOW_ACCESSES);
        }
        retire(0);
        return new Counts(agreeing, outOfOrder, differing, onlyA, onlyB, valuesUnseen);
    }

    /** The first place that disagrees; null when there is none. */
    @Nullable
    Parting first() {
        return first;
    }

    private boolean agreesAt(int aheadA, int aheadB) {
        return a.available(aheadA + 1) > aheadA
                && b.available(aheadB + 1) > aheadB
                && a.peek(aheadA).agreesWith(b.peek(aheadB));
    }

    private void agreed(Access here, Access there) {
        agreeing++;
        valuesUnseen += here.isValueSeen() && there.isValueSeen() ? 0 : 1;
    }

    /** How much of either side lies before the nearest place from which they agree again. */
    private Block block() {
        int mostA = a.available(WINDOW_ACCESSES);
        int mostB = b.available(WINDOW_ACCESSES);
        if (isOnlyAnotherValue()) {
            return new Block(1, 1);
        }
        for (int distance = 1; distance < mostA + mostB; distance++) {
            for (int skew = distance & 1; skew <= distance; skew += 2) {
                int more = (distance + skew) / 2;
                int fewer = distance - more;
                if (more <= mostA && fewer <= mostB && together(more, fewer)) {
                    return new Block(more, fewer);
                }
                if (fewer <= mostA && more <= mostB && together(fewer, more)) {
                    return new Block(fewer, more);
                }
            }
        }
        return new Block(mostA, mostB);
    }

    /** Whether both do the same for a while, if not with the same values: then nothing is missing here. */
    private boolean isOnlyAnotherValue() {
        int run = 0;
        while (run <= RUN_ACCESSES && hasShapesAt(run)) {
            run++;
        }
        boolean over = a.available(run + 1) <= run && b.available(run + 1) <= run;
        return run > RUN_ACCESSES || (run > 0 && over);
    }

    private boolean hasShapesAt(int ahead) {
        return a.available(ahead + 1) > ahead
                && b.available(ahead + 1) > ahead
                && a.peek(ahead).hasShapeOf(b.peek(ahead));
    }

    /** Whether both agree from there on, for a while or to the end. */
    private boolean together(int aheadA, int aheadB) {
        int run = 0;
        while (run < RUN_ACCESSES && agreesAt(aheadA + run, aheadB + run)) {
            run++;
        }
        boolean overA = a.available(aheadA + run + 1) <= aheadA + run;
        boolean overB = b.available(aheadB + run + 1) <= aheadB + run;
        return run == RUN_ACCESSES || (run > 0 && (overA || overB)) || (overA && overB);
    }

    private void setAside(Block block) {
        long order = a.takenTotal() + b.takenTotal();
        List<Pending> fromA = pending(a, block.a, order);
        List<Pending> fromB = pending(b, block.b, order);
        oppose(fromA, fromB, b);
        oppose(fromB, fromA, a);
        for (Pending here : fromA) {
            pendingA.add(here);
            if (!isAgreedInPlace(here)) {
                pairUp(here, pendingB);
            }
        }
        for (Pending here : fromB) {
            pendingB.add(here);
            if (!here.done) {
                pairUp(here, pendingA);
            }
        }
    }

    private boolean isAgreedInPlace(Pending here) {
        Pending twin = here.sameShape;
        if (twin == null || twin.done || !twin.access.agreesWith(here.access)) {
            return false;
        }
        twin.done = true;
        here.done = true;
        agreed(here.access, twin.access);
        return true;
    }

    private static List<Pending> pending(AccessReader reader, int count, long order) {
        List<Pending> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(new Pending(reader.take(), reader.takenTotal(), order + i));
        }
        return taken;
    }

    /** Each remembers what the other side has at its place. */
    private static void oppose(List<Pending> here, List<Pending> there, AccessReader behind) {
        for (int i = 0; i < here.size(); i++) {
            Pending one = here.get(i);
            if (i < there.size()) {
                one.opposite = there.get(i).access;
                one.sameShape = one.access.hasShapeOf(one.opposite) ? there.get(i) : null;
            } else if (behind.available(1) > 0) {
                one.opposite = behind.peek(0);
            }
        }
    }

    private void pairUp(Pending here, Deque<Pending> others) {
        for (Pending there : others) {
            if (!there.done && there.access.agreesWith(here.access)) {
                there.done = true;
                here.done = true;
                outOfOrder++;
                agreed(here.access, there.access);
                return;
            }
        }
    }

    /** Gives up on what was set aside longer ago than the window. */
    private void retire(int window) {
        while (!pendingA.isEmpty() && isOver(pendingA.getFirst(), a, window)) {
            retire(pendingA.removeFirst(), true);
        }
        while (!pendingB.isEmpty() && isOver(pendingB.getFirst(), b, window)) {
            retire(pendingB.removeFirst(), false);
        }
    }

    private static boolean isOver(Pending pending, AccessReader reader, int window) {
        return pending.done || window == 0 || pending.number + window <= reader.takenTotal();
    }

    private void retire(Pending pending, boolean isA) {
        if (pending.done) {
            return;
        }
        pending.done = true;
        Pending twin = pending.sameShape;
        if (twin != null && !twin.done) {
            twin.done = true;
            differing++;
        } else if (isA) {
            onlyA++;
        } else {
            onlyB++;
        }
        if (first == null || pending.order < first.order) {
            first = new Parting(
                    pending.order, isA ? pending.access : pending.opposite, isA ? pending.opposite : pending.access);
        }
    }
}
