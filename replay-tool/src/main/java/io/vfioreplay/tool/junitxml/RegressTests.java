package io.vfioreplay.tool.junitxml;

import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.Difference;
import io.vfioreplay.tool.junitxml.Outcome.Broken;
import io.vfioreplay.tool.junitxml.Outcome.Failed;
import io.vfioreplay.tool.junitxml.Outcome.Passed;
import io.vfioreplay.tool.text.Palette;
import io.vfioreplay.tool.text.RegressText;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code regress} as tests: one for each case, failed where it does not say what it said. */
public final class RegressTests {

    private static final String SUITE = "vfio-replay regress";

    private RegressTests() {}

    /** Writes the document. */
    public static void write(OutputStream out, List<CaseResult> results) {
        List<TestCase> tests = new ArrayList<>();
        results.forEach(result -> tests.add(new TestCase(SUITE, result.name(), outcome(result))));
        TestDocument.write(out, List.of(new TestSuite(SUITE, tests)));
    }

    private static Outcome outcome(CaseResult result) {
        String details = String.join("\n", new RegressText(Palette.PLAIN, Path.of("")).lines(result));
        return switch (result.status()) {
            case SAME -> new Passed();
            case NEW, MISSING -> new Failed(result.message(), details);
            case DIFFERENT, FLAKY -> new Failed(first(result), details);
            case UNUSABLE -> new Broken(result.message());
        };
    }

    /** The first difference, behind the recording of its side. */
    private static String first(CaseResult result) {
        Difference first = result.differences().get(0);
        return result.files().of(first.passage().scope()) + ": " + first.text();
    }
}
