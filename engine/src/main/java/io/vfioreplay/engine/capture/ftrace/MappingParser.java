package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.engine.capture.ftrace.Condition.Comparison;
import io.vfioreplay.engine.capture.ftrace.Rule.Argument;
import io.vfioreplay.engine.capture.ftrace.Term.Operator;
import io.vfioreplay.engine.capture.ftrace.Term.Step;
import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Understands the text of a mapping; the syntax is that of {@link Mapping}. */
final class MappingParser {

    private static final String RETURN = "return";

    private final Mapping mapping;

    MappingParser(Mapping mapping) {
        this.mapping = mapping;
    }

    void parse(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            MappingTokens tokens = new MappingTokens(mapping.source(), i + 1, lines.get(i));
            if (!tokens.isAtEnd()) {
                statement(tokens);
            }
        }
        if (mapping.driver().isEmpty()) {
            throw new MappingSyntaxException(
                    mapping.source(), lines.size() + 1, 1, "found the end, expected a line \"driver NAME\"");
        }
    }

    private void statement(MappingTokens tokens) {
        if (tokens.takeIf("driver")) {
            if (tokens.isAtEnd()) {
                throw tokens.error("a name");
            }
            mapping.setDriver(tokens.rest());
        } else if (tokens.takeIf("protocol")) {
            protocol(tokens);
        } else if (tokens.takeIf("device")) {
            device(tokens);
        } else if (tokens.takeIf("on")) {
            rule(tokens);
        } else {
            throw tokens.error("driver, protocol, device or on");
        }
        if (!tokens.isAtEnd()) {
            throw tokens.error("the end of the line");
        }
    }

    private void protocol(MappingTokens tokens) {
        MappingSyntaxException unknown = tokens.error("v1-uapi, v1-rfc2, v1-rfc3 or v2");
        mapping.setProtocol(Protocol.ofLabel(tokens.rest()).orElseThrow(() -> unknown));
    }

    private void device(MappingTokens tokens) {
        boolean isNamed = tokens.takeIf("word");
        tokens.expect(isNamed ? "1" : "thread");
        mapping.setNamedByText(isNamed);
    }

    private void rule(MappingTokens tokens) {
        MappedEvent event = mapping.event(tokens.word("the name of an event"));
        List<Condition> conditions = new ArrayList<>();
        if (tokens.takeIf("if")) {
            do {
                conditions.add(condition(tokens, event));
            } while (tokens.takeIf("and"));
        }
        Optional<MappedEvent> end = Optional.empty();
        if (tokens.takeIf("with")) {
            end = Optional.of(mapping.event(tokens.word("the name of a return event")));
            end.get().setReturn();
        }
        tokens.expect("->");
        MappingSyntaxException unknown = tokens.error("one of " + words(Action.values()));
        Action action = Action.of(tokens.take()).orElseThrow(() -> unknown);
        List<Argument> arguments = new ArrayList<>();
        while (!tokens.isAtEnd()) {
            arguments.add(argument(tokens, action, new Events(event, end)));
        }
        check(tokens, action, arguments);
        event.add(new Rule(conditions, end.map(MappedEvent::name), action, arguments));
    }

    /** The events whose fields a rule may name. */
    private record Events(MappedEvent begin, Optional<MappedEvent> end) {}

    private Condition condition(MappingTokens tokens, MappedEvent event) {
        Term left = term(tokens, new Events(event, Optional.empty()));
        MappingSyntaxException unknown = tokens.error("one of == != <= >= < >");
        String sign = tokens.take();
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(one -> one.sign().equals(sign))
                .findFirst()
                .orElseThrow(() -> unknown);
        if (tokens.isNumber()) {
            return new Condition(left, comparison, tokens.number());
        }
        boolean isEquality = comparison == Comparison.EQUAL || comparison == Comparison.UNEQUAL;
        if (!isEquality || left.slot() == Term.CONSTANT || !left.steps().isEmpty()) {
            throw tokens.error("a number");
        }
        return new Condition(left, comparison, tokens.word("a number or a word"));
    }

    private Argument argument(MappingTokens tokens, Action action, Events events) {
        MappingSyntaxException unknown = tokens.error(
                action.needed().isEmpty()
                        ? "result"
                        : "one of " + words(action.needed().toArray(Parameter[]::new)) + ", or result");
        Parameter parameter = Parameter.of(tokens.take()).filter(action::takes).orElseThrow(() -> unknown);
        tokens.expect("=");
        if (parameter == Parameter.DIRECTION) {
            return new Argument(parameter, direction(tokens));
        }
        return new Argument(parameter, term(tokens, events));
    }

    private Term direction(MappingTokens tokens) {
        for (DmaDirection direction : DmaDirection.values()) {
            if (tokens.takeIf(direction.name())) {
                return Term.constant(direction.ordinal());
            }
        }
        throw tokens.error("READ or WRITE");
    }

    private Term term(MappingTokens tokens, Events events) {
        if (tokens.isNumber()) {
            return new Term(Term.CONSTANT, tokens.number(), false, steps(tokens));
        }
        MappingSyntaxException noReturn = tokens.error("a field of the event: the rule has no \"with\"");
        String name = tokens.word("a field or a number");
        boolean isOfReturn = name.equals(RETURN) && tokens.takeIf(".");
        MappedEvent of = isOfReturn ? events.end().orElseThrow(() -> noReturn) : events.begin();
        String field = isOfReturn ? tokens.word("a field of the return event") : name;
        FieldType type = tokens.takeIf(":") ? type(tokens) : FieldType.NUMBER;
        return new Term(of.fields().slot(field, type), 0, isOfReturn, steps(tokens));
    }

    private FieldType type(MappingTokens tokens) {
        for (FieldType type : FieldType.values()) {
            if (tokens.takeIf(type.word())) {
                return type;
            }
        }
        throw tokens.error("number, hex or s32");
    }

    private List<Step> steps(MappingTokens tokens) {
        List<Step> steps = new ArrayList<>();
        for (Optional<Operator> next = operator(tokens); next.isPresent(); next = operator(tokens)) {
            steps.add(new Step(next.get(), tokens.number()));
        }
        return List.copyOf(steps);
    }

    private static Optional<Operator> operator(MappingTokens tokens) {
        for (Operator operator : Operator.values()) {
            if (tokens.takeIf(operator.sign())) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    private static void check(MappingTokens tokens, Action action, List<Argument> arguments) {
        Set<Parameter> given = EnumSet.noneOf(Parameter.class);
        for (Argument argument : arguments) {
            if (!given.add(argument.parameter())) {
                throw tokens.error(argument.parameter().word() + " once only");
            }
        }
        for (Parameter parameter : action.needed()) {
            if (!given.contains(parameter)) {
                throw tokens.error(parameter.word() + "=...");
            }
        }
    }

    private static String words(Action[] actions) {
        return String.join(", ", Arrays.stream(actions).map(Action::word).toList());
    }

    private static String words(Parameter[] parameters) {
        return String.join(", ", Arrays.stream(parameters).map(Parameter::word).toList());
    }
}
