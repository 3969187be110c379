package io.vfioreplay.tool.junitxml;

import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.Severity;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.tool.check.CheckedRecording;
import io.vfioreplay.tool.check.CheckedRecording.Checked;
import io.vfioreplay.tool.check.CheckedRecording.Unreadable;
import io.vfioreplay.tool.junitxml.Outcome.Broken;
import io.vfioreplay.tool.junitxml.Outcome.Failed;
import io.vfioreplay.tool.junitxml.Outcome.Passed;
import io.vfioreplay.tool.junitxml.Outcome.Skipped;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code check} as tests: a suite for each recording, in it a test for each rule, and one that all of the recording can be read. A rule that is broken fails where its severity is
 * error, as in the exit code; one that this recording cannot show is skipped.
 */
public final class CheckTests {

    private static final String WHOLE = "the recording can be read";

    private CheckTests() {}

    /** Writes the document; the recordings in the order in which they were given. */
    public static void write(OutputStream out, List<CheckedRecording> recordings) {
        List<TestSuite> suites = new ArrayList<>();
        for (CheckedRecording recording : recordings) {
            suites.add(new TestSuite(recording.path(), tests(recording)));
        }
        TestDocument.write(out, suites);
    }

    private static List<TestCase> tests(CheckedRecording recording) {
        List<TestCase> tests = new ArrayList<>();
        if (recording instanceof Unreadable unreadable) {
            tests.add(new TestCase(recording.path(), WHOLE, new Broken(unreadable.why())));
        } else if (recording instanceof Checked checked) {
            tests.add(new TestCase(recording.path(), WHOLE, whole(checked)));
            tests.addAll(tests(recording.path(), checked.conformance()));
        }
        return tests;
    }

    private static Outcome whole(Checked checked) {
        List<String> places = checked.damage().stream().map(Damage::text).toList();
        return places.isEmpty() ? new Passed() : new Failed(places.get(0), String.join("\n", places));
    }

    private static List<TestCase> tests(String path, Conformance conformance) {
        Map<Rule, Outcome> outcomes = new LinkedHashMap<>();
        conformance.observable().forEach(rule -> outcomes.put(rule, new Passed()));
        conformance.findings().stream()
                .collect(Collectors.groupingBy(Finding::rule, LinkedHashMap::new, Collectors.toList()))
                .forEach((rule, findings) -> outcomes.put(rule, broken(rule, findings)));
        conformance
                .notObservable()
                .forEach(rule -> outcomes.putIfAbsent(rule, new Skipped("not observable in this recording")));
        List<TestCase> tests = new ArrayList<>();
        outcomes.forEach((rule, outcome) -> tests.add(new TestCase(path, rule.id() + " " + rule.title(), outcome)));
        return tests;
    }

    private static Outcome broken(Rule rule, List<Finding> findings) {
        if (rule.severity() != Severity.ERROR) {
            return new Passed();
        }
        String details = findings.stream().map(CheckTests::line).collect(Collectors.joining("\n", "", "\n"));
        return new Failed(line(findings.get(0)), details + rule.explanation());
    }

    private static String line(Finding finding) {
        String device = finding.device() < 0 ? "" : ", device " + finding.device();
        return "position " + finding.position() + device + ": " + finding.message();
    }
}
