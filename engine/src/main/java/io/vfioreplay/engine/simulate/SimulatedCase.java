package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.regress.CaseFiles;
import io.vfioreplay.engine.regress.CaseReplay;
import io.vfioreplay.engine.regress.ExpectationFile;
import io.vfioreplay.engine.regress.Observation;
import io.vfioreplay.engine.regress.RegressionCase;
import io.vfioreplay.engine.regress.RegressionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A simulated migration as a case of a regression: a directory with both journals and the expectation.
 *
 * <p>The expectation is what a replay says, and wherever something else is known by construction, that: verdict and blame, that one
 * of the rules is found broken, and that nothing is, where nothing went wrong. So a surprise differs from its expectation until it
 * is none any more.
 */
public final class SimulatedCase {

    /** The name of the file that says what was simulated; whoever has the case written adds it. */
    public static final String DESCRIPTION = "simulated.json";

    private static final String JOURNAL = ".vfj";

    private SimulatedCase() {}

    /** The first of the files of a case that is in a directory already, a link to nowhere included; nothing if there is none. */
    public static Optional<Path> inTheWay(Path directory) {
        return Stream.of(
                        Side.SOURCE.label() + JOURNAL,
                        Side.DESTINATION.label() + JOURNAL,
                        ExpectationFile.IN_CASE,
                        DESCRIPTION)
                .map(directory::resolve)
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .findFirst();
    }

    /**
     * Writes journals and expectation.
     *
     * @param directory is made where it is not there; nothing must be in the way
     * @throws IllegalArgumentException when something is {@link #inTheWay}; then nothing is written
     * @throws io.vfioreplay.journal.format.NotAJournalException when a journal cannot be made
     * @throws io.vfioreplay.engine.regress.UnusableCasesException when the expectation cannot be written
     */
    public static void write(SimulatedMigration migration, Path directory) {
        inTheWay(directory).ifPresent(file -> {
            throw new IllegalArgumentException(file + " is in the way");
        });
        try {
            Files.createDirectories(directory);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make the directory " + directory, failed);
        }
        for (Side side : Side.values()) {
            SimulatedJournals.write(migration, side, directory.resolve(side.label() + JOURNAL));
        }
        RegressionCase subject = in(directory);
        try (CaseReplay replay = CaseReplay.open(subject)) {
            Observation said = replay.observe(RegressionOptions.shipped());
            ExpectationFile.write(subject.expectation(), known(said, migration));
        }
    }

    private static RegressionCase in(Path directory) {
        String source = Side.SOURCE.label() + JOURNAL;
        String destination = Side.DESTINATION.label() + JOURNAL;
        return new RegressionCase(
                String.valueOf(directory.getFileName()),
                directory.resolve(source),
                Optional.of(directory.resolve(destination)),
                new CaseFiles(source, Optional.of(destination)),
                directory.resolve(ExpectationFile.IN_CASE));
    }

    private static Observation known(Observation said, SimulatedMigration migration) {
        Expected expected = migration.expected();
        if (!expected.isObservable()) {
            return said;
        }
        Observation known = said.withEnd(expected.verdict(), expected.blame()).withOneOf(expected.rules());
        return migration.scenario().fault().isPresent() ? known : known.withoutComplaints();
    }
}
