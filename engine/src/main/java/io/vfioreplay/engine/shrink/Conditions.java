package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.SideFinding;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.engine.shrink.Condition.Blamed;
import io.vfioreplay.engine.shrink.Condition.Caused;
import io.vfioreplay.engine.shrink.Condition.Ended;
import io.vfioreplay.engine.shrink.Condition.Found;
import io.vfioreplay.engine.shrink.Condition.Parted;
import io.vfioreplay.engine.shrink.Condition.Said;
import io.vfioreplay.engine.shrink.Condition.Told;
import io.vfioreplay.hardware.rule.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is to be kept, in words.
 *
 * <pre>
 *  keep      = condition { "and" condition }
 *  condition = "finding" rule | "verdict" label | "blame" label | "cause" rule | "divergence"
 *            | "sentence" '"' words '"' | "story" | "bytes"
 * </pre>
 *
 * A finding must stay as severe as it was; the story is the sentence but for its numbers; a divergence is an answer of a device that
 * the model of its kind does not give; bytes are the two in which the streams part.
 */
public final class Conditions implements Keep {

    private static final Pattern CONDITION =
            Pattern.compile("\\s*(?<verb>[a-z]+)(?:\\s+(?:\"(?<words>[^\"]*)\"|(?<word>(?!and\\b)[^\\s\"]+)))?\\s*");
    private static final Pattern AND = Pattern.compile("and\\b");
    private static final List<String> VERBS =
            List.of("finding", "verdict", "blame", "cause", "divergence", "sentence", "story", "bytes");

    private static final Set<String> ALONE = Set.of("divergence", "story", "bytes");

    private final Examination examination;
    private final List<Condition> conditions;

    private Conditions(Examination examination, List<Condition> conditions) {
        this.examination = examination;
        this.conditions = conditions;
    }

    /** Verdict, blame, the rule that the decisive event breaks, the story, and the two bytes: what a failure is known by. */
    public static Conditions same(Examination examination, Course whole) {
        Postmortem postmortem = examination.of(whole);
        List<Condition> all = new ArrayList<>(List.of(
                new Ended(postmortem.verdict().label()),
                new Blamed(postmortem.blame().label())));
        if (!Caused.ruleOf(postmortem).isEmpty()) {
            all.add(new Caused(Caused.ruleOf(postmortem)));
        }
        all.add(Told.by(postmortem));
        Parted.by(postmortem).ifPresent(all::add);
        return new Conditions(examination, all);
    }

    /**
     * Reads conditions, and makes sure that they hold.
     *
     * @param whole what they are about
     * @throws KeepSyntaxException when they cannot be understood, or one of them does not hold of the whole
     */
    public static Conditions parse(String text, Examination examination, Course whole) {
        Postmortem postmortem = examination.of(whole);
        List<Condition> conditions = new ArrayList<>();
        Matcher matcher = CONDITION.matcher(text);
        int at = 0;
        while (at == 0 || at < text.length()) {
            if (!matcher.region(at, text.length()).lookingAt()) {
                throw new KeepSyntaxException("\"" + text + "\" is not understood at column " + (at + 1)
                        + "; expected for example: finding R-97 and verdict failed");
            }
            conditions.add(condition(matcher, postmortem));
            at = behindAnd(text, matcher.end());
        }
        for (Condition condition : conditions) {
            if (!condition.holds(postmortem)) {
                throw new KeepSyntaxException(
                        "nothing to keep: \"" + condition.text() + "\" does not hold; found was " + found(postmortem));
            }
        }
        return new Conditions(examination, conditions);
    }

    private static int behindAnd(String text, int at) {
        if (at == text.length()) {
            return at;
        }
        Matcher and = AND.matcher(text).region(at, text.length());
        if (!and.lookingAt() || and.end() == text.length()) {
            throw new KeepSyntaxException("\"" + text + "\" is not understood at column " + (at + 1)
                    + "; expected \"and\" and another condition, or the end");
        }
        return and.end();
    }

    private static Condition condition(Matcher matcher, Postmortem postmortem) {
        String verb = matcher.group("verb");
        String word = matcher.group("word");
        String words = matcher.group("words");
        String given = word == null ? words == null ? "" : words : word;
        boolean isAlone = ALONE.contains(verb);
        if (VERBS.contains(verb) && isAlone != given.isEmpty()) {
            throw new KeepSyntaxException(
                    isAlone
                            ? "\"" + verb + "\" stands alone; found \"" + given + "\" behind it"
                            : "\"" + verb + "\" needs something behind it; expected for example: finding R-97");
        }
        return switch (verb) {
            case "finding" -> found(given, postmortem);
            case "verdict" -> new Ended(oneOf(given, labels(Verdict.values(), Verdict::label)));
            case "blame" -> new Blamed(oneOf(given, labels(Blame.values(), Blame::label)));
            case "cause" -> new Caused(given);
            case "divergence" -> found(Condition.MODEL_RULE, postmortem);
            case "sentence" -> new Said(given);
            case "story" -> Told.by(postmortem);
            case "bytes" ->
                Parted.by(postmortem)
                        .orElseThrow(() -> new KeepSyntaxException(
                                "nothing to keep: the streams do not part in a byte; found was " + found(postmortem)));
            default ->
                throw new KeepSyntaxException("\"" + verb + "\" is nothing that can be kept; " + hint(verb, VERBS));
        };
    }

    private static Found found(String rule, Postmortem postmortem) {
        Severity severity = postmortem.findings().stream()
                .filter(finding -> finding.rule().id().equals(rule))
                .map(SideFinding::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.NOTE);
        return new Found(rule, severity);
    }

    private static <T> List<String> labels(T[] values, Function<T, String> label) {
        return Arrays.stream(values).map(label).toList();
    }

    private static String oneOf(String given, List<String> known) {
        if (!known.contains(given)) {
            throw new KeepSyntaxException("there is no \"" + given + "\"; " + hint(given, known));
        }
        return given;
    }

    private static String hint(String given, List<String> known) {
        return Suggestion.nearest(given, known)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("expected one of " + String.join(", ", known));
    }

    private static String found(Postmortem postmortem) {
        String findings = postmortem.findings().stream()
                .map(finding -> finding.rule().id())
                .distinct()
                .collect(Collectors.joining(", "));
        String cause = Caused.ruleOf(postmortem);
        return "verdict " + postmortem.verdict().label() + ", blame "
                + postmortem.blame().label() + ", findings " + (findings.isEmpty() ? "none" : findings) + ", cause "
                + (cause.isEmpty() ? "none" : cause);
    }

    @Override
    public String text() {
        return conditions.stream().map(Condition::text).collect(Collectors.joining(" and "));
    }

    @Override
    public boolean holds(Course course) {
        Postmortem postmortem = examination.of(course);
        return conditions.stream().allMatch(condition -> condition.holds(postmortem));
    }
}
