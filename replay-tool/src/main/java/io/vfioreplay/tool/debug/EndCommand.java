package io.vfioreplay.tool.debug;

import java.util.List;

/** {@code end}: behind the last event. */
final class EndCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(List.of("end"), "", "behind the last event", List.of("The same as \"go end\"."));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        given.none();
        desk.go(desk.stand().lastPosition());
        return Here.at(desk);
    }
}
