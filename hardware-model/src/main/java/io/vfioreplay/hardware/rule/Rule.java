package io.vfioreplay.hardware.rule;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One rule of the book, as data: what is demanded, why it matters, and what a recording must see to check it.
 *
 * @param id stable for ever: {@code R-} rules of the protocols, {@code C-} of recordings, {@code M-} of post-mortems
 * @param severity of every breach of this rule
 * @param title one line
 * @param explanation two to four sentences for a person with a failed migration
 * @param source document and section
 * @param needs what a recording must see; empty when every recording will do
 * @param kind who checks it, or why nobody does
 */
public record Rule(
        String id,
        Severity severity,
        String title,
        String explanation,
        String source,
        Set<Visibility> needs,
        RuleKind kind) {

    private static final Pattern ID = Pattern.compile("[RCM]-[0-9]{2,3}");

    /** Throws {@link IllegalArgumentException} on a malformed id or an empty text. */
    public Rule {
        if (!ID.matcher(id).matches() || title.isBlank() || explanation.isBlank() || source.isBlank()) {
            throw new IllegalArgumentException("rule %s lacks an id or a text".formatted(id));
        }
        needs = needs.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(needs));
    }

    /** Whether a recording that sees {@code visible} can show a breach, as far as the rule is checked at all. */
    public boolean isObservableWith(Set<Visibility> visible) {
        return kind != RuleKind.NOT_OBSERVABLE && visible.containsAll(needs);
    }
}
