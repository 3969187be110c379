package io.vfioreplay.engine.diff;

import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.hardware.state.TreeDiff;
import io.vfioreplay.hardware.state.TreeDiff.Difference;
import java.util.List;
import java.util.function.Predicate;

/**
 * Two states leaf by leaf, with a choice of what counts: between two hosts, how often something was touched differs by nature.
 *
 * @param differences those that count, in the order of paths
 * @param ignored how many leaves differ that do not count
 */
public record StateDiff(List<Difference> differences, long ignored) {

    /** Every leaf counts. */
    public static final Predicate<String> ALL = path -> true;

    /** Keeps a copy of the list. */
    public StateDiff {
        differences = List.copyOf(differences);
    }

    /**
     * Compares two states.
     *
     * @param source on the left
     * @param destination on the right
     * @param counts whether the leaf of this path counts
     */
    public static StateDiff between(StateTree source, StateTree destination, Predicate<String> counts) {
        List<Difference> all = TreeDiff.between(source, destination).differences();
        List<Difference> wanted =
                all.stream().filter(each -> counts.test(each.path())).toList();
        return new StateDiff(wanted, (long) all.size() - wanted.size());
    }
}
