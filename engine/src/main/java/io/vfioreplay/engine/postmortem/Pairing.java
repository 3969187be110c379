package io.vfioreplay.engine.postmortem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The attempt that two recordings share: whose streams agree best, then nearest in time, then the last.
 *
 * @param saving the source's, or null
 * @param loading the destination's, or null
 */
record Pairing(@Nullable Attempt saving, @Nullable Attempt loading) {

    static Pairing of(List<Attempt> savings, List<Attempt> loadings) {
        if (savings.isEmpty() || loadings.isEmpty()) {
            return new Pairing(last(savings), last(loadings));
        }
        Candidate best = best(savings, loadings);
        return new Pairing(best.saving, best.loading);
    }

    private static Candidate best(List<Attempt> savings, List<Attempt> loadings) {
        Candidate best = new Candidate(savings.get(0), loadings.get(0));
        for (Attempt loading : loadings) {
            for (Attempt saving : savings) {
                Candidate candidate = new Candidate(saving, loading);
                best = Candidate.BETTER.compare(candidate, best) >= 0 ? candidate : best;
            }
        }
        return best;
    }

    /**
     * The pairs of all devices that were moved together. In recordings of messages, where each connection is a device, that is
     * one pair for each device that both recordings name if they are moved at the same time, and else the best pair of all
     * attempts; elsewhere one pair for each device of a VM.
     *
     * <p>ours: devices are paired by what they moved, then by name, else in the order of their appearance, which is that of the
     * VMM.
     */
    static List<Pairing> all(List<Attempt> savings, List<Attempt> loadings) {
        boolean areTogether = areMovedTogether(savings, loadings);
        Map<String, List<Attempt>> from = byDevice(savings, areTogether);
        Map<String, List<Attempt>> to = byDevice(loadings, areTogether);
        if (from.isEmpty() || to.isEmpty() || Math.max(from.size(), to.size()) < 2) {
            return List.of(of(savings, loadings));
        }
        List<Candidate> candidates = new ArrayList<>();
        for (List<Attempt> saved : from.values()) {
            for (List<Attempt> loaded : to.values()) {
                candidates.add(best(saved, loaded));
            }
        }
        candidates.sort(Candidate.BETTER.reversed()); // Stable: else the order of appearance counts.
        List<Pairing> pairs = new ArrayList<>();
        for (Candidate candidate : candidates) {
            boolean isFree = from.containsKey(candidate.saving.name) && to.containsKey(candidate.loading.name);
            if (isFree) {
                from.remove(candidate.saving.name);
                to.remove(candidate.loading.name);
                pairs.add(new Pairing(candidate.saving, candidate.loading));
            }
        }
        for (List<Attempt> unpaired : to.values()) {
            Attempt last = unpaired.get(unpaired.size() - 1);
            if (last.firstFailure() != null) {
                pairs.add(new Pairing(null, last)); // Whatever it failed at, it was moved with the others.
            }
        }
        return pairs;
    }

    /** Whether both recordings name a device, and one of them several that overlap. */
    private static boolean areMovedTogether(List<Attempt> savings, List<Attempt> loadings) {
        Set<String> names = new TreeSet<>(byDevice(savings, true).keySet());
        names.retainAll(byDevice(loadings, true).keySet());
        return !names.isEmpty() && (overlap(savings) || overlap(loadings));
    }

    private static boolean overlap(List<Attempt> attempts) {
        for (int i = 1; i < attempts.size(); i++) {
            Attempt before = attempts.get(i - 1);
            Attempt attempt = attempts.get(i);
            if (!attempt.name.equals(before.name) && before.spans(attempt.begin.position())) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, List<Attempt>> byDevice(List<Attempt> attempts, boolean alsoConnections) {
        Map<String, List<Attempt>> devices = new LinkedHashMap<>();
        for (Attempt attempt : attempts) {
            if (alsoConnections || attempt.view != View.MESSAGES) {
                devices.computeIfAbsent(attempt.name, unused -> new ArrayList<>())
                        .add(attempt);
            }
        }
        return devices;
    }

    private static @Nullable Attempt last(List<Attempt> attempts) {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    private record Candidate(Attempt saving, Attempt loading, long matched, long nanosApart) {

        private static final Comparator<Candidate> BETTER = Comparator.comparingLong(
                        (Candidate candidate) -> candidate.matched)
                .thenComparing(candidate -> !candidate.isSeen() && candidate.isSameName())
                .thenComparingLong(candidate -> -candidate.bytesApart())
                .thenComparing(Candidate::isSameName)
                .thenComparingLong(candidate -> -candidate.nanosApart);

        Candidate(Attempt saving, Attempt loading) {
            this(saving, loading, matched(saving, loading), nanosApart(saving, loading));
        }

        private boolean isSeen() {
            return saving.whole.isVisible() && loading.whole.isVisible();
        }

        private boolean isSameName() {
            return saving.name.equals(loading.name);
        }

        /** How much the lengths differ where bytes were not seen; where they were, they tell more. */
        private long bytesApart() {
            return isSeen() ? 0 : Math.abs(saving.chunks.length() - loading.chunks.length());
        }

        /** Whole streams that are the same count fully, however they were cut into messages. */
        private static long matched(Attempt saving, Attempt loading) {
            if (!loading.whole.isVisible() || !saving.whole.isVisible()) {
                return 0; // Pieces that were not seen all look the same.
            }
            return same(saving, loading) ? loading.chunks.length() : Fit.matched(saving.chunks, 0, loading.chunks);
        }

        private static boolean same(Attempt saving, Attempt loading) {
            String loaded = loading.whole.sha256Hex();
            return loaded.equals(saving.whole.sha256Hex()) || loaded.equals(saving.tail.sha256Hex());
        }

        private static long nanosApart(Attempt saving, Attempt loading) {
            Moment handedOver = saving.stopCopy == null ? saving.begin : saving.stopCopy;
            if (!loading.begin.hasTime() || !handedOver.hasTime()) {
                return Long.MAX_VALUE / 2;
            }
            return Math.abs(loading.begin.timeNanos() - handedOver.timeNanos());
        }
    }
}
