package io.vfioreplay.bench.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * Rounds over everybody who takes part, so that what slows the machine down for a while hits all. Every other round goes the
 * other way, so that nobody always comes behind the same one. The first round warms up and does not count.
 *
 * @param count how many rounds count, at least 1
 * @param atBegin is told which round begins, 0 for the one that does not count
 */
public record Rounds(int count, IntConsumer atBegin) {

    /** Throws {@link IllegalArgumentException} when there is no round. */
    public Rounds {
        if (count < 1) {
            throw new IllegalArgumentException(count + " rounds");
        }
    }

    /** Runs every round: {@code turn} is given the number of the round and gives what each one's turn does. */
    <T> void run(List<T> all, IntFunction<Consumer<T>> turn) {
        List<T> order = new ArrayList<>(all);
        for (int round = 0; round <= count; round++) {
            atBegin.accept(round);
            order.forEach(turn.apply(round));
            Collections.reverse(order);
        }
    }
}
