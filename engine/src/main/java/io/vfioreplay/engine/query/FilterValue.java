package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.migration.Protocol;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** A value that a filter compares a field with: numbers that match, or text for a field that is only text. Immutable. */
final class FilterValue {

    private static final Map<String, Long> DURATIONS =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "min", 60_000_000_000L);
    private static final Map<String, Long> SIZES = Map.of("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int HEX = 16;

    private final long[] numbers;
    private final String text;
    private final boolean unsigned;

    private FilterValue(Set<Long> numbers, String text, boolean unsigned) {
        this.numbers = numbers.stream().mapToLong(Long::longValue).toArray();
        this.text = text;
        this.unsigned = unsigned;
    }

    /** The value that {@code token} means for {@code field}, or empty when it means none. */
    static Optional<FilterValue> of(FilterField field, Token token) {
        List<Field> types = field.types();
        if (types.isEmpty()) {
            return textValue(field, token);
        }
        if (field == EnvelopeField.TIME && duration(token.text()).isPresent()) {
            return Optional.empty(); // 1.5 s after 1970 is never what was meant.
        }
        Set<Long> numbers = new TreeSet<>();
        boolean unsigned = false;
        for (Field type : types) {
            addNumbers(numbers, type, token.text());
            unsigned |= type.type() == FieldType.HEX;
        }
        field.named(token.text()).ifPresent(numbers::add);
        return numbers.isEmpty() ? Optional.empty() : Optional.of(new FilterValue(numbers, token.text(), unsigned));
    }

    /** What an error message says that the field takes. */
    static String hint(FilterField field) {
        if (field == PayloadField.KIND) {
            return "it takes a kind of event, for example deviceStateSet";
        }
        if (field == EnvelopeField.TIME) {
            return "it takes an instant, for example 2026-01-31T12:00:00.5Z, or ns since 1970;"
                    + " \"since\" takes the time since the first event, for example 1.5s";
        }
        if (field instanceof RegionField) {
            return "it takes a number, bar0 to bar5, rom, config, vga or migration";
        }
        if (field == EnvelopeField.DEVICE) {
            return "it takes a number or host";
        }
        return hintOfTypes(field.types());
    }

    private static String hintOfTypes(List<Field> types) {
        for (Field type : types) {
            switch (type.type()) {
                case CHOICE -> {
                    return "it takes one of " + type.choices();
                }
                case STATE -> {
                    return "it takes a state, for example STOP_COPY, v1-uapi:0x3 or 'SAVING|RUNNING'";
                }
                case PROTOCOL -> {
                    return "it takes v1-uapi, v1-rfc2, v1-rfc3 or v2";
                }
                default -> {}
            }
        }
        return "it takes a number, for example 4096, 0x1000 or 10ms";
    }

    boolean isNumber() {
        return numbers.length == 1;
    }

    boolean equalTo(FilterField field, Candidate event) {
        return numbers.length == 0 ? field.text(event).equals(text) : isOneOf(field.number(event));
    }

    private boolean isOneOf(long found) {
        for (long number : numbers) {
            if (number == found) {
                return true;
            }
        }
        return false;
    }

    /** The sign of field minus value; only where {@link #isNumber}. */
    int compareWith(FilterField field, Candidate event) {
        long number = field.number(event);
        return unsigned ? Long.compareUnsigned(number, numbers[0]) : Long.compare(number, numbers[0]);
    }

    @Override
    public String toString() {
        return "\"" + text + "\"";
    }

    private static Optional<FilterValue> textValue(FilterField field, Token token) {
        if (field == PayloadField.KIND && !isKind(token.text())) {
            return Optional.empty();
        }
        return Optional.of(new FilterValue(Set.of(), token.text(), false));
    }

    private static boolean isKind(String name) {
        for (EventKind kind : EventKind.values()) {
            if (kind.label().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static void addNumbers(Set<Long> numbers, Field type, String text) {
        switch (type.type()) {
            case STATE -> numbers.addAll(StateName.states(text));
            case PROTOCOL -> Protocol.ofLabel(text).ifPresent(p -> numbers.add((long) p.code()));
            case CHOICE -> {
                int code = type.choices().indexOf(text.toUpperCase(Locale.ROOT));
                if (code >= 0) {
                    numbers.add((long) code);
                }
            }
            case ORIGIN, TARGET -> {
                if (text.equalsIgnoreCase("CPU") || text.equalsIgnoreCase("RAM")) {
                    numbers.add((long) EventSink.CPU);
                }
                number(text.startsWith("device") ? text.substring("device".length()) : text)
                        .ifPresent(numbers::add);
            }
            case DECIMAL, HEX -> number(text).ifPresent(numbers::add);
        }
    }

    /** A duration with its unit in ns: {@code 10ms}, {@code 1.5s}; or empty. */
    static OptionalLong duration(String text) {
        return withUnit(text, DURATIONS);
    }

    /** A number with or without a unit, or an instant as ns since 1970; or empty. */
    static OptionalLong number(String text) {
        try {
            return text.startsWith("0x") || text.startsWith("0X")
                    ? OptionalLong.of(Long.parseUnsignedLong(text.substring(2).replace("_", ""), HEX))
                    : OptionalLong.of(Long.parseLong(text.replace("_", "")));
        } catch (NumberFormatException noPlainNumber) {
            OptionalLong duration = duration(text);
            OptionalLong size = duration.isPresent() ? duration : withUnit(text, SIZES);
            return size.isPresent() ? size : instant(text);
        }
    }

    private static OptionalLong withUnit(String text, Map<String, Long> units) {
        int digits = text.length();
        while (digits > 0 && Character.isLetter(text.charAt(digits - 1))) {
            digits--;
        }
        Long unit = units.get(text.substring(digits));
        if (unit == null || !text.substring(0, digits).matches("[+-]?[0-9][0-9_]*(\\.[0-9]+)?")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                Math.round(Double.parseDouble(text.substring(0, digits).replace("_", "")) * unit));
    }

    private static OptionalLong instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            return OptionalLong.of(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano()));
        } catch (DateTimeParseException | ArithmeticException none) {
            return OptionalLong.empty();
        }
    }
}
