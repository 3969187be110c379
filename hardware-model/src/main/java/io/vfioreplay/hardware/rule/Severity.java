package io.vfioreplay.hardware.rule;

import java.util.Locale;

/** How much a breach of a rule matters, from least to most; only {@link #ERROR} changes an exit code. */
public enum Severity {
    /** Worth knowing; harmless, or a habit of the program that was recorded. */
    NOTE,
    /** Not allowed, or suspicious; a migration can succeed in spite of it. */
    WARNING,
    /** A breach that loses or corrupts state, or ends the migration. */
    ERROR;

    /** The name in reports and in JSON: {@code note}, {@code warning}, {@code error}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
