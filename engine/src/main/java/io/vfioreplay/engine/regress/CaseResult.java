package io.vfioreplay.engine.regress;

import java.util.List;
import java.util.Optional;

/**
 * What became of one case.
 *
 * @param name of the case
 * @param files what its recordings are called in reports
 * @param status how it stands
 * @param differences from its expectation, or between its two replays; empty unless that is what the status says
 * @param observation what it says now; empty where it could not be replayed
 * @param message one line for people: what the status means here
 */
public record CaseResult(
        String name,
        CaseFiles files,
        Status status,
        List<Difference> differences,
        Optional<Observation> observation,
        String message) {

    /** Copies the list. */
    public CaseResult {
        differences = List.copyOf(differences);
    }

    /** How a case stands. */
    public enum Status {
        /** It says what it said. */
        SAME("same"),
        /** It has no expectation yet. */
        NEW("new"),
        /** It says something else. */
        DIFFERENT("different"),
        /** Two replays, one behind the other, say different things. */
        FLAKY("flaky"),
        /** There is an expectation and no recording. */
        MISSING("missing"),
        /** It cannot be read. */
        UNUSABLE("unusable");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** The word in reports and in JSON. */
        public String label() {
            return label;
        }
    }
}
