package io.vfioreplay.hardware.rule;

/** Who checks a rule, or why nobody does. Every rule of the book has one, so that no rule is silently left out. */
public enum RuleKind {
    /** {@link RuleChecker} reports a breach while it reads events. */
    CHECKED("checked while reading"),
    /** Only a comparison of source and destination can tell; the post-mortem reports it. */
    POSTMORTEM("needs both sides: found by the post-mortem"),
    /** It permits or describes; nothing that happens can break it. */
    NOT_A_RULE("permits or describes; cannot be broken"),
    /** Good advice for people who write a VMM or a driver; ignoring it is no breach. */
    ADVICE("advice, not a demand"),
    /** How one driver or program behaves; others are not bound by it. */
    PROFILE("the behaviour of one driver or VMM, not of the protocol"),
    /** No known way of recording shows what would be needed. */
    NOT_OBSERVABLE("no known way of recording shows it");

    private final String reason;

    RuleKind(String reason) {
        this.reason = reason;
    }

    /** The reason in a few words, for people. */
    public String reason() {
        return reason;
    }
}
