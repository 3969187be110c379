package io.vfioreplay.engine.whatif;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How the value of one field is written: whatever {@link Field#text} shows, and a little more. */
final class FieldNotation {

    private static final String DEVICE = "device";

    private FieldNotation() {}

    /** The number that the text means in this field, or empty when it means none. */
    static OptionalLong number(Field field, String text) {
        return switch (field.type()) {
            case DECIMAL, HEX -> Numbers.read(text);
            case STATE -> state(text);
            case PROTOCOL ->
                Protocol.ofLabel(text)
                        .map(found -> OptionalLong.of(found.code()))
                        .orElseGet(OptionalLong::empty);
            case CHOICE -> choice(field, text);
            case ORIGIN -> party(text, "CPU", EventSink.CPU);
            case TARGET -> party(text, "RAM", EventSink.RAM);
        };
    }

    /** What an error message says that the field takes. */
    static String hint(Field field) {
        return switch (field.type()) {
            case DECIMAL, HEX -> "it takes a number, for example 4096, 0x1000 or 4KiB";
            case STATE -> "it takes a state, for example STOP_COPY, or v1-uapi:0x3";
            case PROTOCOL -> "it takes v1-uapi, v1-rfc2, v1-rfc3 or v2";
            case CHOICE -> "it takes one of " + String.join(", ", field.choices());
            case ORIGIN -> "it takes CPU, or device0 for a peer";
            case TARGET -> "it takes RAM, or device0 for a peer";
        };
    }

    /** What may be written, as far as it can be listed. */
    static List<String> candidates(Field field) {
        return switch (field.type()) {
            case DECIMAL, HEX -> List.of();
            case STATE -> Stream.of(StateV2.values()).map(StateV2::name).toList();
            case PROTOCOL -> Stream.of(Protocol.values()).map(Protocol::label).toList();
            case CHOICE -> field.choices();
            case ORIGIN -> List.of("CPU", "device0");
            case TARGET -> List.of("RAM", "device0");
        };
    }

    /** A value that shows the form. */
    static String example(Field field) {
        List<String> candidates = candidates(field);
        return switch (field.type()) {
            case DECIMAL -> "4";
            case HEX -> "0x10";
            case STATE, PROTOCOL, CHOICE, ORIGIN, TARGET -> candidates.get(0);
        };
    }

    /** {@code STOP_COPY}, {@code v2:STOP_COPY}, {@code v1-uapi:0x3}, and {@code v2:0x9?} for a number without a meaning. */
    private static OptionalLong state(String text) {
        int colon = text.indexOf(':');
        Protocol protocol = colon < 0
                ? Protocol.V2
                : Protocol.ofLabel(text.substring(0, colon)).orElse(null);
        if (protocol == null) {
            return OptionalLong.empty();
        }
        String label = text.substring(colon + 1);
        if (protocol == Protocol.V2) {
            for (StateV2 state : StateV2.values()) {
                if (state.name().equals(label.toUpperCase(Locale.ROOT))) {
                    return OptionalLong.of(state.asDeviceState().packed());
                }
            }
        }
        // A bare number would be another state in every protocol.
        OptionalLong number = colon < 0
                ? OptionalLong.empty()
                : Numbers.read(label.endsWith("?") ? label.substring(0, label.length() - 1) : label);
        return number.isPresent() && number.getAsLong() >>> Integer.SIZE == 0
                ? OptionalLong.of(
                        DeviceState.of(protocol, (int) number.getAsLong()).packed())
                : OptionalLong.empty();
    }

    private static OptionalLong choice(Field field, String text) {
        int code = new ArrayList<>(field.choices()).indexOf(text.toUpperCase(Locale.ROOT));
        return code < 0 ? OptionalLong.empty() : OptionalLong.of(code);
    }

    private static OptionalLong party(String text, String name, int itself) {
        if (text.equalsIgnoreCase(name)) {
            return OptionalLong.of(itself);
        }
        OptionalLong index = Numbers.read(text.startsWith(DEVICE) ? text.substring(DEVICE.length()) : text);
        boolean fits = index.isPresent() && index.getAsLong() >= itself && index.getAsLong() <= Integer.MAX_VALUE;
        return fits ? index : OptionalLong.empty();
    }
}
