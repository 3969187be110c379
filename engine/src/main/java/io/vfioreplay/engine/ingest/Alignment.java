package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.capture.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Brings captures whose times count from a moment of their own to the wall clock of another capture of the same host, by what
 * both of them saw: the same states and accesses in the same distances.
 */
final class Alignment {

    /** Two witnesses of one thing differ in time by no more than this, or the match is by chance. */
    private static final long NANOS_APART_MAX = 100_000_000;

    private static final int FIRST_TRIED = 16;
    private static final int AGREED_MIN = 3;

    private Alignment() {}

    /** The captures with times of one clock as far as they can be had; one that cannot be aligned loses its times. */
    static List<Capture> toWallClock(List<Capture> captures) {
        List<Anchors> walls = new ArrayList<>();
        boolean mixed = captures.stream().anyMatch(Capture::hasWallClock)
                && captures.stream().anyMatch(capture -> !capture.hasWallClock());
        if (!mixed) {
            return List.copyOf(captures);
        }
        for (Capture capture : captures) {
            if (capture.hasWallClock()) {
                walls.add(Anchors.of(capture));
            }
        }
        List<Capture> aligned = new ArrayList<>();
        for (Capture capture : captures) {
            aligned.add(capture.hasWallClock() ? capture : aligned(capture, walls));
        }
        return aligned;
    }

    private static Capture aligned(Capture capture, List<Anchors> walls) {
        Anchors own = Anchors.of(capture);
        for (Anchors wall : walls) {
            OptionalLong shift = shift(own, wall);
            if (shift.isPresent()) {
                return new ShiftedCapture(capture, shift);
            }
        }
        return new ShiftedCapture(capture, OptionalLong.empty());
    }

    /** What must be added to the times of {@code own}; empty when too little agrees. */
    static OptionalLong shift(Anchors own, Anchors wall) {
        long best = 0;
        int most = 0;
        for (int i = 0; i < Math.min(FIRST_TRIED, own.count()); i++) {
            for (int j = 0; j < wall.count(); j++) {
                if (own.key(i) == wall.key(j)) {
                    long shift = wall.timeNanos(j) - own.timeNanos(i);
                    int agreed = agreed(own, wall, shift);
                    best = agreed > most ? shift : best;
                    most = Math.max(most, agreed);
                }
            }
        }
        boolean enough = most >= Math.min(AGREED_MIN, own.count()) && 2 * most >= Math.min(own.count(), wall.count());
        return most > 0 && enough ? OptionalLong.of(best) : OptionalLong.empty();
    }

    /** How many of one's anchors the other has at the shifted time; both are in order. */
    private static int agreed(Anchors own, Anchors wall, long shift) {
        int agreed = 0;
        int from = 0;
        for (int i = 0; i < own.count(); i++) {
            for (int j = from; j < wall.count(); j++) {
                boolean near = Math.abs(own.timeNanos(i) + shift - wall.timeNanos(j)) <= NANOS_APART_MAX;
                if (near && own.key(i) == wall.key(j)) {
                    agreed++;
                    from = j + 1;
                    break;
                }
            }
        }
        return agreed;
    }
}
