package io.vfioreplay.tool.debug;

import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.engine.travel.Change;
import io.vfioreplay.engine.travel.FieldPattern;
import io.vfioreplay.engine.travel.PatternException;
import io.vfioreplay.hardware.state.StateTree;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Fields of the state as they are typed. */
final class Fields {

    private static final int FIELD_MAX = 80;
    private static final int CANDIDATES_MAX = 5_000;
    private static final Pattern REGISTER =
            Pattern.compile("device\\d+/((?:bar\\d+|config|rom|region\\d+)/0x[0-9a-f]+)/.*");

    private Fields() {}

    /** A field as it was typed; of every device where none is named. */
    static FieldPattern pattern(Desk desk, String text) {
        try {
            return FieldPattern.parse(text, FieldPattern.EVERY_DEVICE);
        } catch (PatternException wrong) {
            throw new CommandException(String.valueOf(wrong.getMessage()));
        }
    }

    /** Which paths of the state a pattern means; only for patterns that mean such. */
    static Predicate<String> matching(Desk desk, Arguments given, String text) {
        if (pattern(desk, text) instanceof FieldPattern.Leaves leaves) {
            return leaves::matches;
        }
        throw given.wrong("a path or pattern of the state, such as device0/state or bar0/*");
    }

    /** That there is no such field here, and which is near. */
    static CommandException unknown(Desk desk, String text) {
        Optional<String> near = Suggestion.nearest(text, candidates(desk));
        return new CommandException("the state here has no field " + Text.quoted(text, FIELD_MAX) + "; "
                + near.map(name -> "did you mean \"" + Text.harmless(name) + "\"?")
                        .orElse("\"state --all\" shows all fields"));
    }

    /** Goes to where changes are and tells of both; stays where there are none. */
    static Answer go(Desk desk, FieldPattern pattern, List<Change> found, String none) {
        if (found.isEmpty()) {
            return new ChangesAnswer(
                    pattern.text(),
                    List.of(),
                    0,
                    List.of(),
                    desk.stand().originNanos(),
                    AbsentField.or(desk, pattern, none));
        }
        desk.go(found.get(0).position());
        return new Arrival(Here.at(desk), pattern, found);
    }

    /** The paths of the state here, and registers in short. */
    static List<String> candidates(Desk desk) {
        if (!desk.stand().isQuick()) {
            return List.of(); // Nobody wants to wait for a completion.
        }
        return new ArrayList<>(names(desk.stand().tree()));
    }

    /** The paths of a state, and registers in short; not endlessly many. */
    static Set<String> names(StateTree tree) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < tree.size() && names.size() < CANDIDATES_MAX; i++) {
            names.add(tree.path(i));
            java.util.regex.Matcher register = REGISTER.matcher(tree.path(i));
            if (register.matches()) {
                names.add(register.group(1));
            }
        }
        return names;
    }
}
