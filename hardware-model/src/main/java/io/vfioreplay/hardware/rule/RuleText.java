package io.vfioreplay.hardware.rule;

import java.util.Set;

/** Builds the entries of the {@link RuleBook}; line breaks in a text block become spaces. */
final class RuleText {

    static final String UAPI = "Linux include/uapi/linux/vfio.h, ";
    static final String REGION = UAPI + "struct vfio_device_migration_info (5.8 to 5.17)";
    static final String SERIES = "RFC \"vfio: Documentation for the migration region\", ";
    static final String RFC = SERIES + "revisions 2 and 3, ";
    static final String OURS = "vfio-replay, rules of recordings";

    private RuleText() {}

    /** A rule whose breaches {@link RuleChecker} reports. */
    static Rule checked(
            String id, Severity severity, String title, String source, String explanation, Visibility... needs) {
        return new Rule(id, severity, title, oneLine(explanation), source, Set.of(needs), RuleKind.CHECKED);
    }

    /** A rule that only the post-mortem can find broken. */
    static Rule postmortem(
            String id, Severity severity, String title, String source, String explanation, Visibility... needs) {
        return new Rule(id, severity, title, oneLine(explanation), source, Set.of(needs), RuleKind.POSTMORTEM);
    }

    /** A rule that nobody checks; the explanation says why. */
    static Rule listed(String id, RuleKind kind, String title, String source, String explanation) {
        return new Rule(id, Severity.NOTE, title, oneLine(explanation), source, Set.of(), kind);
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
