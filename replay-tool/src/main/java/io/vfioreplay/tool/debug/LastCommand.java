package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.travel.Change;
import io.vfioreplay.engine.travel.FieldPattern;
import java.util.List;

/** {@code last}: which event last changed a field. */
final class LastCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("last"),
                "FIELD",
                "go to the event that last changed a field before here",
                List.of(
                        "What the event that happened last did counts as well: \"last\" says how the field came to be what it is;"
                                + " again, from there, \"back\" and \"last\" say what was before.",
                        "  last bar0/0x10            a register, read or written, of any device",
                        "  last device0/state        a value of the state; \"print\" shows which there are",
                        "  last device*/state        wildcards: * within a segment, ** over segments",
                        "  last mem 0x8000..0x8fff   what touched this memory",
                        "  last device0/state == STOP_COPY"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        FieldPattern pattern = Fields.pattern(desk, given.required("a field"));
        List<Change> found = desk.patiently(
                "searching",
                progress -> desk.changes().last(pattern, desk.stand().position() + 1, progress));
        return Fields.go(desk, pattern, found, "did not change before here");
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return Fields.candidates(desk);
    }
}
