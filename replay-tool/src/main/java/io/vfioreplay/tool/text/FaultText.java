package io.vfioreplay.tool.text;

import io.vfioreplay.engine.simulate.Fault;
import io.vfioreplay.engine.simulate.Vantage;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The catalogue of faults as text. */
public final class FaultText {

    private FaultText() {}

    /** Two lines for each fault. */
    public static List<String> lines(Palette palette) {
        List<String> lines = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            lines.add(palette.paint(Role.TITLE, fault.label()) + " ("
                    + fault.party().label() + ", " + fault.source() + ")");
            lines.add("  " + fault.sentence());
            lines.add(palette.paint(
                    Role.FAINT,
                    "  blamed: " + fault.blame().label() + "; found: " + rules(fault) + "; seen from: "
                            + seenFrom(fault)));
        }
        return lines;
    }

    static String rules(Fault fault) {
        return fault.rules().isEmpty() ? "the verdict" : String.join(" or ", fault.rules());
    }

    static String seenFrom(Fault fault) {
        return Arrays.stream(Vantage.values())
                .filter(fault::isObservableFrom)
                .map(Vantage::label)
                .collect(Collectors.joining(", "));
    }
}
