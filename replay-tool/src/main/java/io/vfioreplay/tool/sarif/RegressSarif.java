package io.vfioreplay.tool.sarif;

import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.CaseResult.Status;
import io.vfioreplay.engine.regress.Difference;
import io.vfioreplay.engine.regress.Passage;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.tool.sarif.SarifRule.Level;
import io.vfioreplay.tool.text.EventText;
import io.vfioreplay.tool.text.Palette;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What {@code regress} found as SARIF: a result for each difference, at the recording of the side that it is about and with the
 * events that lead to it, and for each case that cannot be compared.
 */
public final class RegressSarif {

    private RegressSarif() {}

    /** Writes the document. Cases that say what they said are not in it. */
    public static void write(OutputStream out, List<CaseResult> cases) {
        List<SarifResult> results = new ArrayList<>();
        for (CaseResult one : cases) {
            if (one.differences().isEmpty() && one.status() != Status.SAME) {
                results.add(new SarifResult(
                        rule(one.status()),
                        one.name() + ": " + one.message(),
                        one.files().first(),
                        "",
                        new TreeMap<>(),
                        List.of()));
            }
            one.differences().forEach(difference -> results.add(result(one, difference)));
        }
        SarifDocument.write(out, results);
    }

    private static SarifResult result(CaseResult one, Difference difference) {
        TreeMap<String, String> properties = new TreeMap<>();
        properties.put("case", one.name());
        properties.put("reason", difference.reason().label());
        properties.put("scope", difference.fact().scope());
        properties.put("field", difference.fact().label());
        properties.put("expected", difference.expected());
        properties.put("actual", difference.actual());
        String at = "";
        if (difference.fact().position() >= 0) {
            at = ", position " + difference.fact().position();
            properties.put("position", Long.toString(difference.fact().position()));
        }
        String place = difference.fact().scope() + at + ", " + difference.fact().label();
        String message = one.name() + ": " + difference.text();
        Passage passage = difference.passage();
        String file = one.files().of(passage.scope());
        return new SarifResult(rule(one.status()), message, file, place, properties, steps(passage));
    }

    private static List<SarifStep> steps(Passage passage) {
        EventText text = new EventText(Palette.PLAIN, passage.originNanos());
        List<SarifStep> steps = new ArrayList<>();
        for (Event event : passage.events()) {
            long position = event.stamp().position();
            String line = text.line(event).strip();
            steps.add(new SarifStep("position " + position, line, position == passage.position()));
        }
        return steps;
    }

    private static SarifRule rule(Status status) {
        return switch (status) {
            case SAME -> throw new IllegalArgumentException("nothing is to be reported");
            case NEW ->
                new SarifRule(
                        "REGRESS-NEW",
                        Level.WARNING,
                        "a recording has no expectation",
                        "Nothing says what this recording has to show. `vfio-replay regress --accept` writes down what it"
                                + " shows now; read it before it is committed.");
            case DIFFERENT ->
                new SarifRule(
                        "REGRESS-DIFFERENT",
                        Level.ERROR,
                        "a recording does not show what it showed",
                        "Replaying the recording gives something else than the expectation beside it. Where model or"
                                + " rules are of another version, accept the new answer; otherwise something broke.");
            case FLAKY ->
                new SarifRule(
                        "REGRESS-FLAKY",
                        Level.ERROR,
                        "two replays of a recording differ",
                        "The same recording was replayed twice and did not give the same. A model that reads a clock, a random"
                                + " number, or the order of a hash table does that.");
            case MISSING ->
                new SarifRule(
                        "REGRESS-MISSING",
                        Level.ERROR,
                        "an expectation has no recording",
                        "The recording that this expectation is about is gone: bring it back, or delete the expectation.");
            case UNUSABLE ->
                new SarifRule(
                        "REGRESS-UNUSABLE",
                        Level.ERROR,
                        "a recording or an expectation cannot be read",
                        "The message says what was found and what was expected; `vfio-replay verify` says more of a journal.");
        };
    }
}
