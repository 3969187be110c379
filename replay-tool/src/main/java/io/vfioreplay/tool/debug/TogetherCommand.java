package io.vfioreplay.tool.debug;

import java.util.List;

/** {@code together}: whether the other side moves along. */
final class TogetherCommand implements Command {

    private static final String ON = "on";
    private static final String OFF = "off";

    @Override
    public Manual manual() {
        return new Manual(
                List.of("together"),
                "[on|off]",
                "whether the other side moves along, by the common clock",
                List.of(
                        "When both move together, the other side is always at its last event that is not after this side's.",
                        "  together off"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        if (!desk.hasBothSides()) {
            throw new CommandException("only one journal is open; expected \"vfio-replay debug SOURCE DESTINATION\"");
        }
        String word = given.word("on or off").orElse("");
        boolean on = word.equals(ON);
        if (!word.isEmpty() && !on && !word.equals(OFF)) {
            throw given.wrong("on or off");
        }
        if (!word.isEmpty()) {
            desk.move("going", progress -> {
                desk.session().moveTogether(on, progress);
                return on;
            });
        }
        return new Sides(desk.everyWhere());
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return List.of(ON, OFF);
    }
}
