package io.vfioreplay.tool.debug;

import java.util.List;

/** {@code when}: where one is. */
final class WhenCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("when", "where", "w", "position"),
                "",
                "where I am: position, time, state of each device, the event that happened last",
                List.of());
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        given.none();
        return Here.at(desk);
    }
}
