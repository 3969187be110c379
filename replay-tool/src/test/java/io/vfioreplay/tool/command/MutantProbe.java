package io.vfioreplay.tool.command;

import io.vfioreplay.engine.regress.CaseFinder;
import io.vfioreplay.engine.regress.CaseReplay;
import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.ExpectationFile;
import io.vfioreplay.engine.regress.Observation;
import io.vfioreplay.engine.regress.Regression;
import io.vfioreplay.engine.regress.RegressionCase;
import io.vfioreplay.engine.regress.RegressionOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Runs the cases of a directory in whatever program it was loaded with, until one is not as expected. */
public final class MutantProbe implements Function<Path, String> {

    /** What is loaded by name needs a constructor. */
    public MutantProbe() {}

    /** The name of the first case that is not as expected and why, or an empty text. A crash is not as expected either. */
    @Override
    public String apply(Path directory) {
        List<RegressionCase> cases = new ArrayList<>(CaseFinder.find(directory).cases());
        cases.sort(Comparator.comparing(one -> !one.name().startsWith("rules/"))); // They notice most.
        for (RegressionCase subject : cases) {
            try (CaseReplay replay = CaseReplay.open(subject)) {
                Observation expected = ExpectationFile.read(subject.expectation());
                if (!replay.observe(RegressionOptions.shipped()).equals(expected)) {
                    CaseResult told = new Regression(RegressionOptions.shipped(), 1).run(subject);
                    return subject.name() + ": " + told.differences().get(0).text();
                }
            } catch (RuntimeException | LinkageError crashed) {
                return subject.name() + ": " + crashed;
            }
        }
        return "";
    }
}
