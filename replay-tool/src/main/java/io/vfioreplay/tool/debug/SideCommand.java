package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.postmortem.Side;
import java.util.List;

/** {@code side}: which of the two journals. */
final class SideCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("side", "other"),
                "[source|destination]",
                "turn to a side, or to the other one",
                List.of("Each side keeps its place. See also \"together\"."));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        String word = given.word("source or destination").orElse("");
        if (word.isEmpty()) {
            turnTo(desk, desk.stand().side() == Side.SOURCE ? Side.DESTINATION : Side.SOURCE);
        } else {
            turnTo(desk, side(given, word));
        }
        return Here.at(desk);
    }

    private static void turnTo(Desk desk, Side side) {
        desk.session().turnTo(desk.stand(side).side());
    }

    /** A side by its name or the beginning of it. */
    private static Side side(Arguments given, String word) {
        for (Side side : Side.values()) {
            if (side.label().startsWith(word)) {
                return side;
            }
        }
        throw given.wrong("source or destination");
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return List.of(Side.SOURCE.label(), Side.DESTINATION.label());
    }
}
