package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value that a filter compares a field with: numbers that match, or text for a field that is only text. */
final class FilterValue {

    private static final Map<String, Long> UNITS =
            Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "KiB", 1L << 10, "MiB", 1L << 20);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Set<Long> numbers;
    private final String text;
    private final boolean unsigned;

    private FilterValue(Set<Long> numbers, String text, boolean unsigned) {
        this.numbers = numbers;
        this.text = text;
        this.unsigned = unsigned;
    }

    /** The value that {@code token} means for {@code field}, or empty when it means none. */
    static Optional<FilterValue> of(FilterField field, Token token) {
        List<Field> types = field.types();
        if (types.isEmpty()) {
            return textValue(field, token);
        }
        Set<Long> numbers = new HashSet<>();
        boolean unsigned = false;
        for (Field type : types) {
            numbers.addAll(numbers(type, token.text()));
            unsigned |= type.type() == FieldType.HEX;
        }
        return numbers.isEmpty() ? Optional.empty() : Optional.of(new FilterValue(numbers, token.text(), unsigned));
    }

    /** What an error message says that the field takes. */
    static String hint(FilterField field) {
        if (field == FilterField.PayloadField.KIND) {
            return "it takes a kind of event, for example deviceStateSet";
        }
        for (Field type : field.types()) {
            switch (type.type()) {
                case CHOICE -> {
                    return "it takes one of " + type.choices();
                }
                case STATE -> {
                    return "it takes a state, for example STOP_COPY, or v1-uapi:0x3";
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
        return numbers.size() == 1;
    }

    boolean equalTo(FilterField field, Envelope e, EventKind kind, long[] values, Payload payload) {
        return numbers.isEmpty()
                ? field.text(e, kind, values, payload).equals(text)
                : numbers.contains(field.number(e, kind, values, payload));
    }

    /** The sign of field minus value. */
    int compareWith(FilterField field, Envelope e, EventKind kind, long[] values, Payload payload) {
        long number = field.number(e, kind, values, payload);
        long wanted = numbers.iterator().next();
        return unsigned ? Long.compareUnsigned(number, wanted) : Long.compare(number, wanted);
    }

    @Override
    public String toString() {
        return "\"" + text + "\"";
    }

    private static Optional<FilterValue> textValue(FilterField field, Token token) {
        if (field == FilterField.PayloadField.KIND && !isKind(token.text())) {
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

    private static Set<Long> numbers(Field type, String text) {
        Set<Long> numbers = new HashSet<>();
        switch (type.type()) {
            case STATE -> numbers.addAll(states(text));
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
            case DECIMAL, HEX -> {
                number(text).ifPresent(numbers::add);
                if (type.name().equals("errno")) {
                    Errno.number(text).ifPresent(n -> numbers.add((long) n));
                }
            }
        }
        return numbers;
    }

    /** A bare state name is v2, a bare number any protocol. */
    private static Set<Long> states(String text) {
        Set<Long> states = new HashSet<>();
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1);
        for (Protocol protocol : Protocol.values()) {
            if (colon >= 0 && !protocol.label().equals(text.substring(0, colon))) {
                continue;
            }
            if (protocol == Protocol.V2 && isV2Name(name)) {
                states.add(StateV2.valueOf(name.toUpperCase(Locale.ROOT))
                        .asDeviceState()
                        .packed());
            }
            number(name).ifPresent(n -> states.add((long) protocol.code() << Integer.SIZE | (n & 0xffff_ffffL)));
        }
        return states;
    }

    private static boolean isV2Name(String name) {
        for (StateV2 state : StateV2.values()) {
            if (state.name().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Long> number(String text) {
        int digits = 0;
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        while (digits < text.length()
                && (hex || Character.isDigit(text.charAt(digits)) || "+-_.".indexOf(text.charAt(digits)) >= 0)) {
            digits++;
        }
        try {
            if (hex) {
                return Optional.of(Long.parseUnsignedLong(text.substring(2).replace("_", ""), 16));
            }
            if (digits == text.length()) {
                return Optional.of(Long.parseLong(text.replace("_", "")));
            }
            Long unit = UNITS.get(text.substring(digits));
            return unit == null
                    ? instant(text)
                    : Optional.of(Math.round(Double.parseDouble(text.substring(0, digits)) * unit));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Optional<Long> instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            return Optional.of(
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano()));
        } catch (DateTimeParseException | ArithmeticException none) {
            return Optional.empty();
        }
    }
}
