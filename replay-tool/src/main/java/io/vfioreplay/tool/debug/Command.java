package io.vfioreplay.tool.debug;

import java.util.List;

/** Something that can be typed at the time machine. */
interface Command {

    /** Its names and its help. */
    Manual manual();

    /**
     * Carries it out.
     *
     * @throws CommandException when it cannot be, with what was found, what was expected and what to do
     */
    Answer run(Desk desk, Arguments given);

    /**
     * What the last word may become.
     *
     * @param given what was typed so far; its last word, perhaps an empty one, is to be completed
     */
    default List<String> candidates(Desk desk, Arguments given) {
        return List.of();
    }

    /** Whether an empty line does it again. */
    default boolean isRepeatable() {
        return false;
    }
}
