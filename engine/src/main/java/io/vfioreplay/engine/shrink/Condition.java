package io.vfioreplay.engine.shrink;

import io.vfioreplay.engine.diff.StreamDifference;
import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Cause;
import io.vfioreplay.hardware.rule.Severity;
import java.util.Optional;

/** Something that a post-mortem shows or not. */
sealed interface Condition {

    boolean holds(Postmortem postmortem);

    /** As it is written. */
    String text();

    /**
     * A rule is breached.
     *
     * @param rule its id
     * @param least how severe the finding is at least: one outside of the attempt that is judged is a note
     */
    record Found(String rule, Severity least) implements Condition {
        @Override
        public boolean holds(Postmortem postmortem) {
            return postmortem.findings().stream()
                    .anyMatch(finding -> finding.rule().id().equals(rule)
                            && finding.severity().compareTo(least) >= 0);
        }

        @Override
        public String text() {
            return rule.equals(MODEL_RULE) ? "divergence" : "finding " + rule;
        }
    }

    /** The breach that stands for an answer that no model of the device gives. */
    String MODEL_RULE = "M-12";

    /** The verdict has this label. */
    record Ended(String verdict) implements Condition {
        @Override
        public boolean holds(Postmortem postmortem) {
            return postmortem.verdict().label().equals(verdict);
        }

        @Override
        public String text() {
            return "verdict " + verdict;
        }
    }

    /** The blame has this label. */
    record Blamed(String blame) implements Condition {
        @Override
        public boolean holds(Postmortem postmortem) {
            return postmortem.blame().label().equals(blame);
        }

        @Override
        public String text() {
            return "blame " + blame;
        }
    }

    /** The decisive event breaks this rule; an empty one stands for none. */
    record Caused(String rule) implements Condition {
        @Override
        public boolean holds(Postmortem postmortem) {
            return ruleOf(postmortem).equals(rule);
        }

        @Override
        public String text() {
            return "cause " + rule;
        }

        static String ruleOf(Postmortem postmortem) {
            return postmortem.cause().flatMap(Cause::rule).orElse("");
        }
    }

    /** The sentence has these words. */
    record Said(String words) implements Condition {
        @Override
        public boolean holds(Postmortem postmortem) {
            return postmortem.sentence().contains(words);
        }

        @Override
        public String text() {
            return "sentence \"" + words + "\"";
        }
    }

    /**
     * The streams first part in a byte that was these two: the change stays the one that was recorded, and does not become that of
     * a byte with one that never stood at its place.
     *
     * @param source in hexadecimal
     * @param destination in hexadecimal
     */
    record Parted(String source, String destination) implements Condition {

        static Optional<Parted> by(Postmortem postmortem) {
            return postmortem.stream()
                    .firstDifference()
                    .filter(StreamDifference::isByte)
                    .map(first -> new Parted(first.source(), first.destination()));
        }

        @Override
        public boolean holds(Postmortem postmortem) {
            return by(postmortem).filter(this::equals).isPresent();
        }

        @Override
        public String text() {
            return "bytes";
        }
    }

    /** The sentence is the same but for its numbers. */
    record Told(String story) implements Condition {

        private static final String NUMBERS = "\\b(?:[0-9][0-9a-fx,.]*(?: (?:ns|us|ms|s)\\b)?|[0-9a-f]{2}\\b)";

        static Told by(Postmortem postmortem) {
            return new Told(story(postmortem));
        }

        @Override
        public boolean holds(Postmortem postmortem) {
            return story(postmortem).equals(story);
        }

        @Override
        public String text() {
            return "story";
        }

        private static String story(Postmortem postmortem) {
            return postmortem.sentence().replaceAll(NUMBERS, "#");
        }
    }
}
