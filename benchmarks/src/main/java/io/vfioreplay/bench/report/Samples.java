package io.vfioreplay.bench.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The same figure measured once a round.
 *
 * @param rounds the figure of each round, in the order of rounds, at least one
 */
public record Samples(List<Double> rounds) {

    /** Throws {@link IllegalArgumentException} when there is no round, or a figure that is no number. */
    public Samples {
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty() || rounds.stream().anyMatch(figure -> figure.isNaN())) {
            throw new IllegalArgumentException("no figures: " + rounds);
        }
    }

    /** Figures, one a round. */
    public static Samples of(double... rounds) {
        List<Double> figures = new ArrayList<>();
        for (double figure : rounds) {
            figures.add(figure);
        }
        return new Samples(figures);
    }

    /** The one in the middle; of an even number, the middle of the two. */
    public double median() {
        List<Double> sorted = new ArrayList<>(rounds);
        Collections.sort(sorted);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** The least. */
    public double min() {
        return Collections.min(rounds);
    }

    /** The greatest. */
    public double max() {
        return Collections.max(rounds);
    }

    /**
     * This figure divided by another one of the same rounds. Rounds are compared with themselves, so that what slowed down a
     * whole round slows down neither side of the ratio.
     *
     * @throws IllegalArgumentException when there are not as many rounds
     */
    public Samples dividedBy(Samples other) {
        if (rounds.size() != other.rounds.size()) {
            throw new IllegalArgumentException("%d rounds and %d rounds".formatted(rounds.size(), other.rounds.size()));
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rounds.size(); i++) {
            ratios.add(rounds.get(i) / other.rounds.get(i));
        }
        return new Samples(ratios);
    }
}
