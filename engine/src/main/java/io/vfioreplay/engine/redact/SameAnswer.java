package io.vfioreplay.engine.redact;

import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a redacted journal tells what the original does. What models find is left out: it depends on what it is compared with. */
public final class SameAnswer {

    private SameAnswer() {}

    /** What differs, in words; empty if nothing does. */
    public static Optional<String> difference(Postmortem before, Postmortem after) {
        List<String> told = told(before);
        List<String> toldNow = told(after);
        for (String each : told) {
            if (!toldNow.contains(each)) {
                return Optional.of("missing is " + each);
            }
        }
        return toldNow.stream().filter(each -> !told.contains(each)).findFirst().map(each -> "new is " + each);
    }

    private static List<String> told(Postmortem postmortem) {
        List<String> told = new ArrayList<>();
        told.add("verdict " + postmortem.verdict().label());
        told.add("blame " + postmortem.blame().label());
        postmortem.cause().map(SameAnswer::text).ifPresent(told::add);
        postmortem.findings().stream()
                .filter(finding -> !finding.rule().id().equals(Redaction.WRONG_ANSWER))
                .map(finding -> "%s %s of the %s at position %d"
                        .formatted(
                                finding.severity().label(),
                                finding.rule().id(),
                                finding.side().label(),
                                finding.position()))
                .forEach(told::add);
        return told;
    }

    private static String text(Cause cause) {
        return "the decisive event of the %s at position %d, rule %s"
                .formatted(cause.side().label(), cause.position(), cause.rule().orElse("none"));
    }
}
