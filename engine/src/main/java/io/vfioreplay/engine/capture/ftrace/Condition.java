package io.vfioreplay.engine.capture.ftrace;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** When a rule holds: a number compared with a number, or a field with a word. */
final class Condition {

    private final Term left;
    private final Comparison comparison;
    private final long number;
    private final byte @Nullable [] word;

    Condition(Term left, Comparison comparison, long number) {
        this.left = left;
        this.comparison = comparison;
        this.number = number;
        this.word = null;
    }

    /** {@code comparison} is EQUAL or UNEQUAL. */
    Condition(Term left, Comparison comparison, String word) {
        this.left = left;
        this.comparison = comparison;
        this.number = 0;
        this.word = word.getBytes(StandardCharsets.US_ASCII);
    }

    /** How two numbers are compared, as signed ones. */
    enum Comparison {
        EQUAL("=="),
        UNEQUAL("!="),
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        MORE(">");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    boolean holds(Fields fields) {
        if (word != null) {
            return fields.isWord(left.slot(), word) == (comparison == Comparison.EQUAL);
        }
        int order = Long.compare(left.of(fields), number);
        return switch (comparison) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case AT_MOST -> order <= 0;
            case AT_LEAST -> order >= 0;
            case LESS -> order < 0;
            case MORE -> order > 0;
        };
    }
}
