package io.vfioreplay.tool.text;

import io.vfioreplay.engine.diff.AccessDiff;
import io.vfioreplay.engine.postmortem.Agreement;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/** How far two witnesses of one device agree, in lines for people. */
public final class WitnessText {

    private WitnessText() {}

    /** The lines. */
    public static List<String> lines(Agreement agreement, Palette palette) {
        List<String> lines = new ArrayList<>();
        Role role = agreement.isContradiction() ? Role.BAD : Role.GOOD;
        String verb = agreement.isContradiction() ? "contradict each other" : "agree";
        lines.add(palette.paint(Role.TITLE, "witnesses ") + Text.harmless(agreement.a()) + " and "
                + Text.harmless(agreement.b()) + " " + palette.paint(role, verb));
        if (agreement.statesA() > 0 && agreement.statesB() > 0) {
            lines.add("  on %s of %s device_state transitions, in order"
                    .formatted(
                            Text.count(agreement.statesAgreeing()),
                            Text.count(Math.max(agreement.statesA(), agreement.statesB()))));
        }
        AccessDiff accesses = agreement.accesses();
        if (accesses.accessesA() > 0 && accesses.accessesB() > 0) {
            String unseen = accesses.counts().valuesUnseen() == 0
                    ? ", value"
                    : "; value where both saw it, in %s"
                            .formatted(Text.count(accesses.counts().agreeing()
                                    - accesses.counts().valuesUnseen()));
            lines.add("  on %s of %s accesses (direction, offset, width%s)"
                    .formatted(
                            Text.count(accesses.counts().agreeing()),
                            Text.count(Math.max(accesses.accessesA(), accesses.accessesB())),
                            unseen));
        }
        return lines;
    }
}
