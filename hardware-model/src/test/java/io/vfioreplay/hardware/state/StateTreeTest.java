package io.vfioreplay.hardware.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checked: order, rendering, digest, differences. */
final class StateTreeTest {

    private static final List<String> ORDERED = List.of(
            "device0",
            "device0/bar0/0x4/read",
            "device0/bar0/0x10/read",
            "device0/bar0/0x10/reads",
            "device0/bar2/0x0",
            "device0/bar10/0x0",
            "device0/config/0xff",
            "device1/I",
            "device1/i",
            "device10/a");

    @Test
    void rendering_isSortedByPathWhateverTheOrderOfInsertion() {
        Random random = new Random(42);
        StateTree expected = tree(ORDERED);
        for (int round = 0; round < 100; round++) {
            List<String> shuffled = new ArrayList<>(ORDERED);
            Collections.shuffle(shuffled, random);
            StateTree tree = tree(shuffled);
            assertThat(tree).isEqualTo(expected).hasSameHashCodeAs(expected);
            assertThat(tree.digest()).isEqualTo(expected.digest());
        }
        List<String> paths = new ArrayList<>();
        expected.forEach((path, value) -> paths.add(path));
        assertThat(paths).isEqualTo(ORDERED);
    }

    /** Digests are written into journals: this one must never change. */
    @Test
    void digest_isTheSameForEver() {
        StateTree tree = StateTree.builder().put("b=c", "d\\e\nf").put("a", 7).build();
        assertThat(tree.rendering()).isEqualTo("vfio-replay state 1\na=7\nb\\=c=d\\\\e\\nf\n");
        assertThat(tree.digest()).isEqualTo("a3a37d5b98c3a4c0da9f04aa4c8cee8902af291cad3e4c7c13b7b56f3b3a4cfd");
    }

    @Test
    void digest_doesNotDependOnTheLocale() {
        Locale before = Locale.getDefault();
        String expected = tree(ORDERED).digest();
        try {
            Locale.setDefault(new Locale("tr", "TR"));
            assertThat(tree(ORDERED).digest()).isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void digest_differsWhenSeparatorsMove() {
        StateTree left = StateTree.builder().put("a=b", "c").build();
        StateTree right = StateTree.builder().put("a", "b=c").build();
        assertThat(left.digest()).isNotEqualTo(right.digest());
    }

    @Test
    void build_refusesAPathThatIsPutTwice() {
        StateTree.Builder twice = StateTree.builder().put("a", 1).put("a", 2);
        assertThatThrownBy(twice::build).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void value_findsEveryLeafAndNothingElse() {
        StateTree tree = tree(ORDERED);
        ORDERED.forEach(path -> assertThat(tree.value(path)).contains("value of " + path));
        assertThat(tree.value("device0/bar0/0x5/read")).isEmpty();
    }

    @Test
    void under_takesThePrefixOff() {
        assertThat(tree(ORDERED).under("device1").rendering())
                .isEqualTo("vfio-replay state 1\nI=value of device1/I\ni=value of device1/i\n");
    }

    @Test
    void between_listsChangedAndMissingLeavesInOrder() {
        StateTree left = StateTree.builder().put("a", 1).put("b", 2).put("c", 3).build();
        StateTree right =
                StateTree.builder().put("b", 2).put("c", 4).put("d", 5).build();
        assertThat(TreeDiff.between(left, right).differences())
                .containsExactly(
                        new TreeDiff.Difference("a", "1", null),
                        new TreeDiff.Difference("c", "3", "4"),
                        new TreeDiff.Difference("d", null, "5"));
        assertThat(TreeDiff.between(left, left).isEmpty()).isTrue();
        assertThat(TreeDiff.between(StateTree.empty(), left).differences()).hasSize(3);
    }

    @Test
    void pathOrder_isATotalOrderOnHostilePaths() {
        List<String> parts =
                List.of("0x", "0x4", "0x10", "0", "00", "0a", "a", "a1", "a10", "a01", "1", "", "x/0x1", "x");
        for (String a : parts) {
            for (String b : parts) {
                int order = Integer.signum(PathOrder.INSTANCE.compare(a, b));
                assertThat(order).isEqualTo(-Integer.signum(PathOrder.INSTANCE.compare(b, a)));
                assertThat(order == 0).isEqualTo(a.equals(b));
                for (String c : parts) {
                    if (order < 0 && PathOrder.INSTANCE.compare(b, c) < 0) {
                        assertThat(PathOrder.INSTANCE.compare(a, c))
                                .as(a + " " + b + " " + c)
                                .isNegative();
                    }
                }
            }
        }
    }

    private static StateTree tree(List<String> paths) {
        StateTree.Builder tree = StateTree.builder();
        paths.forEach(path -> tree.put(path, "value of " + path));
        return tree.build();
    }
}
