package io.vfioreplay.engine.regress;

/** Why an observation may differ from what was expected. */
public enum Reason {
    /** The same model and the same rules say something else: a defect, or a recording that was replaced. */
    DIVERGENCE("divergence"),
    /** Two replays, one behind the other, do not agree: a model or a rule that looks at something else than events. */
    FLAKY("flaky"),
    /** Another version of a model made the expectation. */
    MODEL_CHANGED("model changed"),
    /** Other rules made the expectation. */
    RULES_CHANGED("rules changed");

    private final String label;

    Reason(String label) {
        this.label = label;
    }

    /** The words for people. */
    public String label() {
        return label;
    }
}
