package io.vfioreplay.engine.regress;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One test: a recording, or the two recordings of a migration.
 *
 * @param name its path below the directory of cases with {@code /}, without what tells its format
 * @param source the recording, or that of the source: a journal, packed or not, a capture, or a directory of captures
 * @param destination the recording of the destination
 * @param files what its recordings are called in reports
 * @param expectation where its expectation lies or will lie
 */
public record RegressionCase(String name, Path source, Optional<Path> destination, CaseFiles files, Path expectation) {}
