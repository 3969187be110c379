package io.vfioreplay.engine.diff;

import io.vfioreplay.engine.diff.Access.Window;
import io.vfioreplay.engine.diff.AccessDiff.WindowPair;
import io.vfioreplay.engine.diff.AccessSurvey.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which window of one witness is which of the other, and by which constant their offsets differ: witnesses number
 * devices and regions as they like, and one may know absolute addresses only.
 *
 * <p>Each access votes for the differences between its offset and those of its near neighbours on the other side that have
 * the same direction, width and value. A difference other than 0 must be one at which a BAR can begin: a multiple of a page, or
 * of a power of two above all offsets (BARs are aligned to their size). Windows for which nobody votes keep their numbers.
 */
final class AccessWindows {

    private static final int NEIGHBOURS = 8;
    private static final int QUORUM = 4; // One vote in so many accesses.
    private static final long PAGE_BYTES = 4096;
    private static final long BAR_BYTES_MIN = 16;

    private final Map<Window, WindowPair> pairs = new LinkedHashMap<>();
    private final Map<Window, WindowPair> taken = new HashMap<>();

    private AccessWindows() {}

    private record Candidate(WindowPair pair, int votes, boolean sameRegion, boolean sameDevice) {}

    /** Pairs the windows of two runs. */
    static Map<Window, WindowPair> between(AccessSurvey a, AccessSurvey b) {
        AccessWindows windows = new AccessWindows();
        List<Candidate> candidates = new ArrayList<>();
        for (Sample here : a.samples()) {
            for (Sample there : b.samples()) {
                Candidate candidate = candidate(here, there);
                int fewer = Math.min(here.first().size(), there.first().size());
                if (candidate.votes * QUORUM >= fewer) {
                    candidates.add(candidate);
                }
            }
        }
        candidates.sort(Comparator.comparingInt((Candidate candidate) -> -candidate.votes)
                .thenComparing(candidate -> !candidate.sameRegion)
                .thenComparing(candidate -> !candidate.sameDevice));
        candidates.forEach(candidate -> windows.pair(candidate.pair));
        windows.keepNumbers(a.samples(), b.samples());
        return windows.pairs;
    }

    private static Candidate candidate(Sample a, Sample b) {
        Map<Long, int[]> votes = new HashMap<>();
        for (int i = 0; i < a.first().size(); i++) {
            int to = Math.min(i + NEIGHBOURS + 1, b.first().size());
            for (int j = Math.max(i - NEIGHBOURS, 0); j < to; j++) {
                vote(votes, i, a.first().get(i), b.first().get(j));
            }
        }
        long step = step(a, b);
        long best = 0;
        int most = count(votes, 0);
        for (Map.Entry<Long, int[]> entry : votes.entrySet()) {
            long base = entry.getKey();
            int count = entry.getValue()[0];
            boolean possible = base % PAGE_BYTES == 0 || base % step == 0;
            // Of equally many votes 0 wins, then the lowest, so that the order of the map does not matter.
            boolean wins = count > most || (count == most && best != 0 && base < best);
            if (possible && wins) {
                best = base;
                most = count;
            }
        }
        Window from = a.window();
        Window to = b.window();
        WindowPair pair = new WindowPair(from.device(), from.region(), to.device(), to.region(), best);
        return new Candidate(pair, most, from.region() == to.region(), from.device() == to.device());
    }

    /** Counts at most one vote of each access for each difference. */
    private static void vote(Map<Long, int[]> votes, int voter, Access a, Access b) {
        if (a.write() == b.write() && a.width() == b.width() && a.hasValueOf(b)) {
            int[] count = votes.computeIfAbsent(b.offset() - a.offset(), unused -> new int[] {0, -1});
            count[0] += count[1] == voter ? 0 : 1;
            count[1] = voter;
        }
    }

    private static int count(Map<Long, int[]> votes, long base) {
        int[] count = votes.get(base);
        return count == null ? 0 : count[0];
    }

    private static long step(Sample a, Sample b) {
        long extent = Long.compareUnsigned(a.offsetMax(), b.offsetMax()) < 0 ? a.offsetMax() : b.offsetMax();
        long above = extent < 0 ? Long.MIN_VALUE : Long.highestOneBit(extent) << 1;
        return above > 0 ? Math.max(above, BAR_BYTES_MIN) : Long.MAX_VALUE;
    }

    private void pair(WindowPair pair) {
        Window here = new Window(pair.deviceA(), pair.regionA());
        Window there = new Window(pair.deviceB(), pair.regionB());
        if (!pairs.containsKey(here) && !taken.containsKey(there)) {
            pairs.put(here, pair);
            taken.put(there, pair);
        }
    }

    /** What differs throughout is still the same window when it has the same numbers. */
    private void keepNumbers(List<Sample> a, List<Sample> b) {
        for (Sample here : a) {
            for (Sample there : b) {
                if (here.window().equals(there.window())) {
                    pair(same(here.window(), there.window()));
                }
            }
        }
        for (Sample here : a) {
            for (Sample there : b) {
                if (here.window().region() == there.window().region()) {
                    pair(same(here.window(), there.window()));
                }
            }
        }
    }

    private static WindowPair same(Window here, Window there) {
        return new WindowPair(here.device(), here.region(), there.device(), there.region(), 0);
    }
}
