package io.vfioreplay.tool.command;

import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.engine.simulate.Fault;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads which faults a campaign has. */
final class FaultChoice {

    private static final String ALL = "all";
    private static final String NONE = "none";
    private static final int NAME_LENGTH_MAX = 40;

    private FaultChoice() {}

    /** What goes wrong in turn; nothing said means all faults, each after a migration without one. */
    static List<Optional<Fault>> of(List<String> names) {
        List<Optional<Fault>> faults = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of(ALL) : names) {
            if (name.equals(NONE)) {
                faults.add(Optional.empty());
            } else if (name.equals(ALL)) {
                for (Fault fault : Fault.values()) {
                    faults.add(Optional.empty());
                    faults.add(Optional.of(fault));
                }
            } else {
                faults.add(Optional.of(named(name)));
            }
        }
        return faults;
    }

    /**
     * The fault of this name.
     *
     * @throws UnusableException when there is none
     */
    static Fault named(String name) {
        return Fault.of(name).orElseThrow(() -> {
            String hint = Suggestion.nearest(
                            name,
                            Arrays.stream(Fault.values()).map(Fault::label).toList())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("\"vfio-replay simulate --list\" has them");
            return new UnusableException("no fault is called " + Text.quoted(name, NAME_LENGTH_MAX) + "; " + hint);
        });
    }
}
