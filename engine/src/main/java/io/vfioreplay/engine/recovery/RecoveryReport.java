package io.vfioreplay.engine.recovery;

import io.vfioreplay.journal.format.Damage;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of a damaged journal.
 *
 * @param digest of the recovered journal
 * @param originalDigest of the damaged one, as it is
 * @param recovered how many of its events are in the new one
 * @param lost how many are not, as far as the journal tells
 * @param isEndMissing whether nobody knows what followed the last event: the last hole is then of unknown length
 * @param holes where they were, in order; the first {@value #HOLES_MAX}
 * @param holeCount how many holes there are
 * @param damage every damaged place of the original
 */
public record RecoveryReport(
        String digest,
        String originalDigest,
        long recovered,
        long lost,
        boolean isEndMissing,
        List<Hole> holes,
        long holeCount,
        List<Damage> damage) {

    /** How many holes are kept: a journal made to be recovered must not fill the memory. */
    public static final int HOLES_MAX = 10_000;

    /** Keeps copies. */
    public RecoveryReport {
        holes = List.copyOf(holes);
        damage = List.copyOf(damage);
    }

    /** Whether everything was there, and nothing of it altered. */
    public boolean isComplete() {
        return holeCount == 0 && damage.isEmpty();
    }

    /**
     * Neighbouring events that kept their order and distance.
     *
     * @param position of the first one in the recovered journal
     * @param original its position in the damaged one
     * @param count how many there are
     */
    public record Stretch(long position, long original, long count) {}

    /** Which event was which: the stretches between the holes that are listed, without empty ones. */
    public List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        long position = 0;
        long original = 0;
        for (Hole hole : holes) {
            add(stretches, new Stretch(position, original, hole.position() - position));
            position = hole.position() + 1;
            original = hole.lastLost() + (hole.lastLost() == Hole.UNKNOWN ? 0 : 1);
        }
        boolean isOver = original == Hole.UNKNOWN || holes.size() < holeCount;
        add(stretches, new Stretch(position, original, isOver ? 0 : recovered + holeCount - position));
        return stretches;
    }

    private static void add(List<Stretch> stretches, Stretch stretch) {
        if (stretch.count() > 0) {
            stretches.add(stretch);
        }
    }
}
