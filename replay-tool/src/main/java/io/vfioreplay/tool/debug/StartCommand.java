package io.vfioreplay.tool.debug;

import java.util.List;

/** {@code start}: before the first event. */
final class StartCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("start", "restart", "run", "r"),
                "",
                "before the first event",
                List.of("The same as \"go start\"."));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        given.none();
        desk.go(-1);
        return Here.at(desk);
    }
}
