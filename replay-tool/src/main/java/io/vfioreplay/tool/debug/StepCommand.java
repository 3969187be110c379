package io.vfioreplay.tool.debug;

import java.util.List;

/** {@code step}: forwards by events. */
final class StepCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("step", "s", "si", "stepi", "forward"),
                "[N]",
                "forwards by one event, or by N",
                List.of("Shows the event that happened and what it changed. An empty line steps again.", "  step 10"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        long count = given.count(1);
        if (desk.stand().position() >= desk.stand().lastPosition()) {
            throw new CommandException("this is the last event; \"back\" goes the other way");
        }
        desk.move("going", progress -> desk.session().step(count, progress));
        return Here.afterStep(desk);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
