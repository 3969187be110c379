package io.vfioreplay.hardware.event;

import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.List;
import java.util.stream.Stream;

/**
 * One field of a kind of event: its name and how its number is read.
 *
 * @param name as in the parameter of {@link EventSink} and in filters, for example {@code iova}
 * @param type how the number is read
 * @param choices the names of a {@link FieldType#CHOICE} in the order of their codes, otherwise empty
 */
public record Field(String name, FieldType type, List<String> choices) {

    /** Throws {@link IllegalArgumentException} unless exactly the choices have choices. */
    public Field {
        choices = List.copyOf(choices);
        if ((type == FieldType.CHOICE) == choices.isEmpty()) {
            throw new IllegalArgumentException("field " + name + " of type " + type + " with choices " + choices);
        }
    }

    /** A field that is no choice. */
    public Field(String name, FieldType type) {
        this(name, type, List.of());
    }

    static Field choice(String name, Enum<?>[] values) {
        return new Field(
                name, FieldType.CHOICE, Stream.of(values).map(Enum::name).toList());
    }

    /**
     * What a person reads for this number: {@code 4096}, {@code 0x1000}, {@code v2:STOP_COPY}, {@code READ}, {@code CPU}.
     * A number that no value of the type has is shown as {@code 0x7?}, never refused.
     */
    public String text(long value) {
        return switch (type) {
            case DECIMAL -> Long.toString(value);
            case HEX -> "0x" + Long.toHexString(value);
            case STATE ->
                Protocol.ofCode(value >>> Integer.SIZE).isPresent()
                        ? DeviceState.unpacked(value).toString()
                        : unknown(value);
            case PROTOCOL -> Protocol.ofCode(value).map(Protocol::label).orElseGet(() -> unknown(value));
            case CHOICE -> value >= 0 && value < choices.size() ? choices.get((int) value) : unknown(value);
            case ORIGIN -> value == EventSink.CPU ? "CPU" : "device" + value;
            case TARGET -> value == EventSink.RAM ? "RAM" : "device" + value;
        };
    }

    private static String unknown(long value) {
        return "0x%x?".formatted(value);
    }
}
