package io.vfioreplay.bench.torture;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A trial that did not end as it must.
 *
 * @param kind of the trial
 * @param number of the trial; with the seed of the run it gives the trial again
 * @param wrong what was wrong, in words
 * @param kept where its files are
 */
record Failure(TrialKind kind, long number, List<String> wrong, Path kept) {

    /** Throws nothing; copies the list. */
    Failure {
        wrong = List.copyOf(wrong);
    }

    /** Several lines: what, where, and how to run it again. */
    String text(long seed) {
        String word = kind.word();
        return String.format(
                        Locale.ROOT,
                        "%s %d failed, its files are in %s; again: --seed %d --only %s:%d",
                        word,
                        number,
                        kept,
                        seed,
                        word,
                        number)
                + "\n    "
                + String.join("\n    ", wrong);
    }
}
