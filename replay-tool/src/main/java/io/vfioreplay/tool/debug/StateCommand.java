package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.hardware.state.TreeDiff;
import io.vfioreplay.hardware.state.TreeDiff.Difference;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/** {@code state}: the state here, or what the last move changed. */
final class StateCommand implements Command {

    private static final String ALL = "--all";
    private static final int LEAVES_MAX = 200;

    @Override
    public Manual manual() {
        return new Manual(
                List.of("state"),
                "[--all]",
                "what the last move changed; with --all the whole state",
                List.of("\"print\" shows parts of the state."));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        given.without(ALL).none();
        Stand stand = desk.stand();
        if (given.has(ALL)) {
            return new PrintCommand.Values(PrintCommand.leaves(stand.tree(), path -> true), Integer.MAX_VALUE);
        }
        StateTree before = stand.treeBefore();
        if (before == null) {
            throw new CommandException(
                    "nothing moved yet, or the state was too large to be kept; expected a move before"
                            + " \"state\", or \"state --all\"");
        }
        return new Changed(
                stand.positionBefore(),
                stand.position(),
                TreeDiff.between(before, stand.tree()).differences());
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return List.of(ALL);
    }

    /** What differs between two places of a journal. */
    private record Changed(long from, long to, List<Difference> changes) implements Answer {

        @Override
        public List<String> lines(Look look) {
            List<String> lines = new ArrayList<>();
            lines.add(look.palette()
                    .paint(Role.FAINT, "from position " + from + " to " + to + ": " + changes.size() + " changed"));
            lines.addAll(Leaves.changes(look, changes, LEAVES_MAX, "state --all"));
            return lines;
        }

        @Override
        public void json(Json json) {
            json.number("from", from).number("to", to);
            Leaves.json(json, "changes", changes);
        }
    }
}
