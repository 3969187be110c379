package io.vfioreplay.engine.regress;

import java.util.Optional;

/**
 * What the files of a case are called in reports: paths below the directory of cases, with {@code /}.
 *
 * @param first the recording, that of the source where there are two, or the expectation that has none
 * @param destination the recording of the destination
 */
public record CaseFiles(String first, Optional<String> destination) {

    /** The file that a {@link Fact#scope()} is about; what is said about the whole migration begins at the source. */
    public String of(String scope) {
        return scope.equals(Fact.DESTINATION) ? destination.orElse(first) : first;
    }
}
