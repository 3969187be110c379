package io.vfioreplay.engine.capture.ftrace;

import java.util.List;
import java.util.Optional;

/**
 * One line of a mapping: what an event means where all conditions hold.
 *
 * @param conditions when
 * @param returnEvent the return probe that ends what the event begins, or empty
 * @param action what it means
 * @param arguments what the action is told
 */
record Rule(List<Condition> conditions, Optional<String> returnEvent, Action action, List<Argument> arguments) {

    /** One argument. */
    record Argument(Parameter parameter, Term term) {}

    boolean holds(Fields fields) {
        for (int i = 0; i < conditions.size(); i++) {
            if (!conditions.get(i).holds(fields)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Puts in what can be known from the fields of the event itself, or from those of its return probe.
     *
     * @return what is wrong in words, or empty
     */
    String fill(Values values, Fields fields, boolean isReturn) {
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (argument.term().isOfReturn() == isReturn) {
                long value = argument.term().of(fields);
                if (fields.isFaulty()) {
                    return fields.fault();
                }
                if (!argument.parameter().allows(value)) {
                    return "found %s %d, expected %s"
                            .formatted(
                                    argument.parameter().word(),
                                    value,
                                    argument.parameter().bounds());
                }
                values.put(argument.parameter(), value);
            }
        }
        return "";
    }
}
