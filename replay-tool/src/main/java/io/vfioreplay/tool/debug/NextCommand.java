package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.travel.Change;
import io.vfioreplay.engine.travel.FieldPattern;
import java.util.List;

/** {@code next}: which event changes a field next. */
final class NextCommand implements Command {

    @Override
    public Manual manual() {
        return new Manual(
                List.of("next"),
                "FIELD",
                "go to the event that changes a field next",
                List.of("Fields are those of \"last\". An empty line goes on.", "  next device0/state"));
    }

    @Override
    public Answer run(Desk desk, Arguments given) {
        FieldPattern pattern = Fields.pattern(desk, given.required("a field (to go on by one event, \"step\")"));
        List<Change> found = desk.patiently(
                "searching",
                progress -> desk.changes().next(pattern, desk.stand().position(), progress));
        return Fields.go(desk, pattern, found, "does not change any more behind here");
    }

    @Override
    public List<String> candidates(Desk desk, Arguments given) {
        return Fields.candidates(desk);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
