package io.vfioreplay.tool.junitxml;

import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.hardware.rule.Finding;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.Severity;
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
 * {@code check} as tests: a suite for each recording, a test for each rule. A rule that is broken fails where its severity is
 * error, as in the exit code; one that this recording cannot show is skipped.
 */
public final class CheckTests {

    private CheckTests() {}

    /**
     * Writes the document.
     *
     * @param checked by the path of the recording, in the order in which they were given
     */
    public static void write(OutputStream out, Map<String, Conformance> checked) {
        List<TestSuite> suites = new ArrayList<>();
        checked.forEach((path, conformance) -> suites.add(new TestSuite(path, tests(path, conformance))));
        TestDocument.write(out, suites);
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
