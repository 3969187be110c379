package io.vfioreplay.engine.query;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A field that every event carries, or may carry. */
enum EnvelopeField implements FilterField {
    POSITION("position"),
    TIME("time"),
    DURATION("duration"),
    DEVICE("device"),
    WITNESS("witness"),
    RECORD("record"),
    ERRNO("errno");

    private static final String HOST = "host";

    private final String label;

    EnvelopeField(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    @Override
    public boolean isIn(Candidate event) {
        return switch (this) {
            case TIME -> event.envelope().timeNanos() != Envelope.NO_TIME;
            case DURATION -> event.envelope().durationNanos() != Envelope.NO_DURATION;
            case RECORD -> event.envelope().record() != Envelope.NO_RECORD;
            case POSITION, DEVICE, WITNESS, ERRNO -> true;
        };
    }

    @Override
    public long number(Candidate event) {
        Envelope envelope = event.envelope();
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
    public String text(Candidate event) {
        return switch (this) {
            case ERRNO -> Errno.name(event.envelope().result());
            case DEVICE ->
                event.envelope().device() == Envelope.HOST
                        ? HOST
                        : "device" + event.envelope().device();
            case POSITION, TIME, DURATION, WITNESS, RECORD -> Long.toString(number(event));
        };
    }

    @Override
    public List<Field> types() {
        return List.of(new Field(label, FieldType.DECIMAL));
    }

    @Override
    public OptionalLong named(String word) {
        return switch (this) {
            case ERRNO -> optional(Errno.number(word));
            case DEVICE -> word.equals(HOST) ? OptionalLong.of(Envelope.HOST) : deviceNumber(word);
            case POSITION, TIME, DURATION, WITNESS, RECORD -> OptionalLong.empty();
        };
    }

    private static OptionalLong optional(Optional<Integer> number) {
        return number.isPresent() ? OptionalLong.of(number.get()) : OptionalLong.empty();
    }

    /** {@code device0} as in a state tree, or {@code d0} as dump shows it. */
    private static OptionalLong deviceNumber(String word) {
        String digits = word.startsWith("device") ? word.substring("device".length()) : word.substring(1);
        try {
            return word.startsWith("d") ? OptionalLong.of(Integer.parseUnsignedInt(digits)) : OptionalLong.empty();
        } catch (NumberFormatException none) {
            return OptionalLong.empty();
        }
    }
}
