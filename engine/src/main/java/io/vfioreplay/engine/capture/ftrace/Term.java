package io.vfioreplay.engine.capture.ftrace;

import java.util.List;

/**
 * A number of a mapping: a field or a constant, and what is done with it, from left to right.
 *
 * @param slot the field's number, or {@link #CONSTANT}
 * @param constant the number where it is no field
 * @param isOfReturn whether the field is one of the return probe
 * @param steps what is done with it
 */
record Term(int slot, long constant, boolean isOfReturn, List<Step> steps) {

    static final int CONSTANT = -1;

    /** What a step does. */
    enum Operator {
        SHIFT_RIGHT(">>"),
        SHIFT_LEFT("<<"),
        AND("&"),
        PLUS("+"),
        MINUS("-");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /** One step. */
    record Step(Operator operator, long operand) {
        long apply(long value) {
            return switch (operator) {
                case SHIFT_RIGHT -> value >>> operand;
                case SHIFT_LEFT -> value << operand;
                case AND -> value & operand;
                case PLUS -> value + operand;
                case MINUS -> value - operand;
            };
        }
    }

    /** A number that is always the same. */
    static Term constant(long value) {
        return new Term(CONSTANT, value, false, List.of());
    }

    long of(Fields fields) {
        long value = slot == CONSTANT ? constant : fields.value(slot);
        for (int i = 0; i < steps.size(); i++) {
            value = steps.get(i).apply(value);
        }
        return value;
    }
}
