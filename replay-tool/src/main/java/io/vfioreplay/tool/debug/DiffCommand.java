package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.travel.Traveller;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.hardware.state.TreeDiff;
import io.vfioreplay.hardware.state.TreeDiff.Difference;
import io.vfioreplay.tool.debug.Desk.Bookmark;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/** {@code diff}: state against state. */
final class DiffCommand implements Command {

    private static final String ALL = "--all";
    private static final int LEAVES_MAX = 400;

    @Override
    public Manual manual() {
        return new Manual(
                List.of("diff", "compare"),
                "[BOOKMARK] [--all]",
                "the state here against that of the other side, or that of a bookmark",
                List.of(
                        "Without a bookmark both sides are compared, each at its own place. Without --all, values that only one"
                                + " side has are counted only, and how often something happened is left out.",
                        "  diff",
                        "  diff before-the-flip"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        Arguments rest = given.without(ALL);
        String name = rest.word("the name of one bookmark").orElse("");
        if (name.isEmpty() && !desk.hasBothSides()) {
            throw given.wrong("a bookmark, since only one side is open");
        }
        boolean all = given.has(ALL);
        return name.isEmpty() ? sides(desk, all) : since(desk, bookmark(desk, name), all);
    }

    private static Answer sides(Desk desk, boolean all) {
        Stand left = desk.stands().get(0);
        Stand right = desk.stands().get(1);
        List<Difference> differences = differences(left.tree(), right.tree(), all);
        List<Difference> shown = differences.stream()
                .filter(each -> all || (each.left() != null && each.right() != null))
                .toList();
        return new Compared(
                left.side().label() + " at " + left.position(),
                right.side().label() + " at " + right.position(),
                shown,
                differences.size() - shown.size());
    }

    private static Answer since(Desk desk, Bookmark mark, boolean all) {
        Stand there = desk.stand(mark.side());
        StateTree tree = desk.patiently("folding", progress -> {
            Traveller other = new Traveller(there.timeline());
            other.go(mark.position(), progress);
            return other.state().tree();
        });
        return new Compared(
                mark.name() + " (" + desk.place(mark) + ")",
                "here (position " + desk.stand().position() + ")",
                differences(tree, desk.stand().tree(), all),
                0);
    }

    private static List<Difference> differences(StateTree left, StateTree right, boolean all) {
        return TreeDiff.between(left, right).differences().stream()
                .filter(each -> all || !each.path().contains("/events/"))
                .toList();
    }

    private static Bookmark bookmark(Desk desk, String name) {
        Bookmark mark = desk.bookmarks().get(name);
        if (mark == null) {
            throw new CommandException("no bookmark is called \"" + name + "\"; expected "
                    + (desk.bookmarks().isEmpty()
                            ? "one made by \"bookmark NAME\""
                            : "one of " + String.join(", ", desk.bookmarks().keySet())));
        }
        return mark;
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        List<String> names = new ArrayList<>(desk.bookmarks().keySet());
        names.add(ALL);
        return names;
    }

    /**
     * Two states and what differs.
     *
     * @param oneSided how many more leaves only one of them has, which two hosts have by nature
     */
    private record Compared(String left, String right, List<Difference> differences, int oneSided) implements Answer {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            String count = differences.isEmpty() ? "no difference" : differences.size() + " differ";
            lines.add(look.palette().paint(Role.FAINT, left + " -> " + right + ": " + count));
            lines.addAll(Leaves.changes(look, differences, LEAVES_MAX, "diff --all"));
            if (oneSided > 0) {
                lines.add(look.palette().paint(Role.FAINT, "and " + oneSided + " that only one side has; diff --all"));
            }
            return lines;
        }

        @Override
        public void json(Json json) {
            json.text("left", left).text("right", right).number("oneSided", oneSided);
            Leaves.json(json, "differences", differences);
        }

        @Override
        public boolean isFinding() {
            return !differences.isEmpty();
        }
    }
}
