package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A field that a filter can name: how to read it from an event, as a number and as the text that a person sees.
 *
 * <p>Those of the envelope: {@code position}, {@code time} (ns since 1970), {@code duration} (ns), {@code device},
 * {@code witness}, {@code record}, {@code errno}. For convenience: {@code kind}, {@code bytes} (length of the payload),
 * {@code data} (payload as hex), {@code value} (payload of up to 8 bytes as a little-endian number), {@code text} (payload as
 * text), {@code state} (any field that holds a device state). All others are the fields of {@link EventKind}.
 */
interface FilterField {

    /** How many bytes of a payload its text form shows. */
    int HEX_BYTES_MAX = 4096;

    /** Whether this event has the field. */
    boolean isIn(Envelope envelope, EventKind kind, Payload payload);

    /** The number in the field; only after {@link #isIn}. */
    long number(Envelope envelope, EventKind kind, long[] values, Payload payload);

    /** What a person reads; only after {@link #isIn}. */
    String text(Envelope envelope, EventKind kind, long[] values, Payload payload);

    /** The descriptions of which one must accept a value written in the filter. */
    List<Field> types();

    /** All names, sorted, with their readers. */
    static SortedMap<String, FilterField> all() {
        TreeMap<String, FilterField> all = new TreeMap<>();
        for (EventKind kind : EventKind.values()) {
            for (Field field : kind.fields()) {
                all.put(field.name(), new Named(field.name()));
            }
        }
        all.put("state", new State());
        for (EnvelopeField field : EnvelopeField.values()) {
            all.put(field.label, field);
        }
        for (PayloadField field : PayloadField.values()) {
            all.put(field.label, field);
        }
        return all;
    }

    /** A field of some kinds of event; {@code value} is also read from short payloads. */
    record Named(String name) implements FilterField {

        @Override
        public boolean isIn(Envelope envelope, EventKind kind, Payload payload) {
            return kind.fieldIndex(name).isPresent();
        }

        @Override
        public long number(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            return values[kind.fieldIndex(name).orElseThrow()];
        }

        @Override
        public String text(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            int index = kind.fieldIndex(name).orElseThrow();
            return kind.fields().get(index).text(values[index]);
        }

        @Override
        public List<Field> types() {
            List<Field> types = new ArrayList<>();
            for (EventKind kind : EventKind.values()) {
                kind.fieldIndex(name)
                        .map(kind.fields()::get)
                        .filter(f -> !types.contains(f))
                        .ifPresent(types::add);
            }
            return types;
        }
    }

    /** The field of an event that holds a device state, whatever its name. */
    record State() implements FilterField {

        @Override
        public boolean isIn(Envelope envelope, EventKind kind, Payload payload) {
            return index(kind).isPresent();
        }

        @Override
        public long number(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            return values[index(kind).orElseThrow()];
        }

        @Override
        public String text(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            int index = index(kind).orElseThrow();
            return kind.fields().get(index).text(values[index]);
        }

        @Override
        public List<Field> types() {
            return List.of(new Field("state", FieldType.STATE));
        }

        private static Optional<Integer> index(EventKind kind) {
            for (int i = 0; i < kind.fields().size(); i++) {
                if (kind.fields().get(i).type() == FieldType.STATE) {
                    return Optional.of(i);
                }
            }
            return Optional.empty();
        }
    }

    /** What every event carries. */
    enum EnvelopeField implements FilterField {
        POSITION("position"),
        TIME("time"),
        DURATION("duration"),
        DEVICE("device"),
        WITNESS("witness"),
        RECORD("record"),
        ERRNO("errno");

        private final String label;

        EnvelopeField(String label) {
            this.label = label;
        }

        @Override
        public boolean isIn(Envelope envelope, EventKind kind, Payload payload) {
            return switch (this) {
                case TIME -> envelope.timeNanos() != Envelope.NO_TIME;
                case DURATION -> envelope.durationNanos() != Envelope.NO_DURATION;
                case RECORD -> envelope.record() != Envelope.NO_RECORD;
                case POSITION, DEVICE, WITNESS, ERRNO -> true;
            };
        }

        @Override
        public long number(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            return switch (this) {
                case POSITION -> envelope.position();
                case TIME -> envelope.timeNanos();
                case DURATION -> envelope.durationNanos();
                case DEVICE -> envelope.device();
                case WITNESS -> envelope.witness();
                case RECORD -> envelope.record();
                case ERRNO -> envelope.result();
            };
        }

        @Override
        public String text(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            return this == ERRNO
                    ? Errno.name(envelope.result())
                    : Long.toString(number(envelope, kind, values, payload));
        }

        @Override
        public List<Field> types() {
            return List.of(new Field(label, FieldType.DECIMAL));
        }
    }

    /** What is read from the kind itself or from the payload. */
    enum PayloadField implements FilterField {
        KIND("kind"),
        BYTES("bytes"),
        DATA("data"),
        TEXT("text"),
        VALUE("value");

        private final String label;

        PayloadField(String label) {
            this.label = label;
        }

        @Override
        public boolean isIn(Envelope envelope, EventKind kind, Payload payload) {
            return switch (this) {
                case KIND -> true;
                case BYTES, DATA -> kind.payloadUse() != EventKind.PayloadUse.NONE;
                case TEXT -> kind.payloadUse() == EventKind.PayloadUse.TEXT;
                case VALUE ->
                    kind.fieldIndex(label).isPresent()
                            || (kind.payloadUse() == EventKind.PayloadUse.BYTES
                                    && payload.length() > 0
                                    && payload.length() <= Long.BYTES);
            };
        }

        @Override
        public long number(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            return switch (this) {
                case KIND -> kind.code();
                case BYTES -> payload.length();
                case DATA, TEXT -> payload.littleEndian();
                case VALUE ->
                    kind.fieldIndex(label).isPresent()
                            ? values[kind.fieldIndex(label).orElseThrow()]
                            : payload.littleEndian();
            };
        }

        @Override
        public String text(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            return switch (this) {
                case KIND -> kind.label();
                case BYTES -> Integer.toString(payload.length());
                case DATA -> hex(payload);
                case TEXT -> payload.utf8();
                case VALUE -> "0x" + Long.toHexString(number(envelope, kind, values, payload));
            };
        }

        @Override
        public List<Field> types() {
            return switch (this) {
                case KIND, DATA, TEXT -> List.of();
                case BYTES -> List.of(new Field(label, FieldType.DECIMAL));
                case VALUE -> List.of(new Field(label, FieldType.HEX));
            };
        }

        private static String hex(Payload payload) {
            StringBuilder hex = new StringBuilder();
            for (int i = 0; i < Math.min(payload.length(), HEX_BYTES_MAX); i++) {
                hex.append("%02x".formatted(payload.byteAt(i)));
            }
            return hex.toString();
        }
    }
}
