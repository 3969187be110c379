package io.vfioreplay.engine.regress;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the expectation of a case lies: {@code NAME.expected.json} beside it, or, where a directory with {@code source*} and
 * {@code destination*} is the case, {@code expected.json} in it, so that the directory can be moved as a whole.
 */
final class ExpectationPlace {

    private ExpectationPlace() {}

    /**
     * The place of a case's expectation below a directory; a new one lies beside the case.
     *
     * @throws UnusableCasesException when it has two
     */
    static Path of(Path expectations, String name, CaseFiles files) {
        Path beside = expectations.resolve(name + ExpectationFile.SUFFIX);
        Path inside = expectations.resolve(files.first()).resolveSibling(ExpectationFile.IN_CASE);
        if (!isDirectory(files) || !Files.exists(inside)) {
            return beside;
        }
        if (Files.exists(beside)) {
            throw new UnusableCasesException(
                    beside + " and " + inside + " are both the expectation of one case; keep one of them");
        }
        return inside;
    }

    /** Whether nothing stands in front of the words that name the sides, so that the directory around them is the case. */
    private static boolean isDirectory(CaseFiles files) {
        String file = files.first().substring(files.first().lastIndexOf('/') + 1);
        return files.destination().isPresent() && file.startsWith(Fact.SOURCE);
    }
}
