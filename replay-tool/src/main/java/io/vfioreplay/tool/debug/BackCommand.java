package io.vfioreplay.tool.debug;

import java.util.List;

/** {@code back}: backwards by events. */
final class BackCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("back", "rs", "reverse-step", "s-", "rsi", "reverse-stepi"),
                "[N]",
                "backwards by one event, or by N",
                List.of("Takes back what the last event did, and shows the one before it.", "  back 10"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        long count = given.count(1);
        if (desk.stand().position() < 0) {
            throw new CommandException("no event has happened yet; \"step\" goes the other way");
        }
        desk.move("going", progress -> desk.session().step(-count, progress));
        return Here.at(desk);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
