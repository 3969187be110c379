package io.vfioreplay.bench.torture;

import java.util.Optional;

/** What is done to a journal. */
enum TrialKind {
    /** Its writer is killed. */
    KILL("kill"),
    /** Its files are damaged. */
    DAMAGE("damage");

    private final String word;

    TrialKind(String word) {
        this.word = word;
    }

    /** On the command line and in messages. */
    String word() {
        return word;
    }

    static Optional<TrialKind> of(String word) {
        for (TrialKind kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
