package io.vfioreplay.engine.postmortem;

import java.util.Comparator;
import java.util.List;
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
        Candidate best = new Candidate(savings.get(0), loadings.get(0));
        for (Attempt loading : loadings) {
            for (Attempt saving : savings) {
                Candidate candidate = new Candidate(saving, loading);
                best = Candidate.BETTER.compare(candidate, best) >= 0 ? candidate : best;
            }
        }
        return new Pairing(best.saving, best.loading);
    }

    private static @Nullable Attempt last(List<Attempt> attempts) {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
    }

    private record Candidate(Attempt saving, Attempt loading, long matched, long nanosApart) {

        private static final Comparator<Candidate> BETTER = Comparator.comparingLong(
                        (Candidate candidate) -> candidate.matched)
                .thenComparingLong(candidate -> -candidate.nanosApart);

        Candidate(Attempt saving, Attempt loading) {
            this(saving, loading, matched(saving, loading), nanosApart(saving, loading));
        }

        /** Whole streams that are the same count fully, however they were cut into messages. */
        private static long matched(Attempt saving, Attempt loading) {
            boolean comparable = loading.whole.isVisible() && saving.whole.isVisible();
            boolean same = comparable && same(saving, loading);
            return same ? loading.chunks.length() : Fit.matched(saving.chunks, 0, loading.chunks);
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
