package io.vfioreplay.hardware.rule;

/**
 * A breach of a rule at one event.
 *
 * @param rule the rule
 * @param position of the event that shows the breach; {@code -1} when events have no positions yet
 * @param device the index of the device, or -1 for the host
 * @param message what was seen and what was expected, one or two sentences for people
 */
public record Finding(Rule rule, long position, int device, String message) {

    /** The severity of the rule. */
    public Severity severity() {
        return rule.severity();
    }
}
