package io.vfioreplay.hardware.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where two trees differ.
 *
 * @param differences in the order of paths; empty when the trees are equal
 */
public record TreeDiff(List<Difference> differences) {

    /** Copies the list. */
    public TreeDiff {
        differences = List.copyOf(differences);
    }

    /**
     * One leaf that is not the same on both sides.
     *
     * @param path where
     * @param left the text on the left, or null when it is absent there
     * @param right the text on the right, or null when it is absent there
     */
    public record Difference(
            String path, @Nullable String left, @Nullable String right) {}

    /** Compares leaf by leaf in one pass. */
    public static TreeDiff between(StateTree left, StateTree right) {
        List<Difference> found = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            int order = order(left, i, right, j);
            if (order < 0) {
                found.add(new Difference(left.path(i), left.value(i++), null));
            } else if (order > 0) {
                found.add(new Difference(right.path(j), null, right.value(j++)));
            } else {
                addIfDifferent(found, left, i++, right, j++);
            }
        }
        return new TreeDiff(found);
    }

    /** Whether both trees have the same leaves. */
    public boolean isEmpty() {
        return differences.isEmpty();
    }

    private static int order(StateTree left, int i, StateTree right, int j) {
        if (i == left.size() || j == right.size()) {
            return i == left.size() ? 1 : -1;
        }
        return PathOrder.INSTANCE.compare(left.path(i), right.path(j));
    }

    private static void addIfDifferent(List<Difference> found, StateTree left, int i, StateTree right, int j) {
        if (!left.value(i).equals(right.value(j))) {
            found.add(new Difference(left.path(i), left.value(i), right.value(j)));
        }
    }
}
