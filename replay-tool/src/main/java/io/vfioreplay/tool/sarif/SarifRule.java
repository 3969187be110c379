package io.vfioreplay.tool.sarif;

import io.vfioreplay.hardware.rule.Rule;

/**
 * What a result is an instance of: a {@code reportingDescriptor}.
 *
 * @param id stable for ever
 * @param level of its results
 * @param title one line
 * @param help what a person who meets it should know
 */
record SarifRule(String id, Level level, String title, String help) {

    /** How much a result matters, in the words of SARIF. */
    enum Level {
        NOTE("note"),
        WARNING("warning"),
        ERROR("error");

        private final String label;

        Level(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** A rule of the book. */
    static SarifRule of(Rule rule) {
        Level level = switch (rule.severity()) {
            case NOTE -> Level.NOTE;
            case WARNING -> Level.WARNING;
            case ERROR -> Level.ERROR;
        };
        return new SarifRule(rule.id(), level, rule.title(), rule.explanation() + " Source: " + rule.source() + ".");
    }
}
