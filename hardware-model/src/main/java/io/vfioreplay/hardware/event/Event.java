package io.vfioreplay.hardware.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One event as a plain value, for everything off the hot path: printing, filtering, tests.
 *
 * @param stamp position, time, device and result
 * @param kind what happened
 * @param values one number per field of {@code kind}
 * @param payload its own copy of the bytes
 */
public record Event(Stamp stamp, EventKind kind, List<Long> values, Payload payload) {

    /** Throws {@link IllegalArgumentException} when the number of values is not that of the kind's fields. */
    public Event {
        values = List.copyOf(values);
        if (values.size() != kind.fields().size()) {
            throw new IllegalArgumentException(kind + " has " + kind.fields().size() + " fields, not " + values.size());
        }
    }

    /** A copy of what a {@link FlatEventSink} was given, safe to keep. */
    public static Event copyOf(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        List<Long> copied =
                Arrays.stream(values, 0, kind.fields().size()).boxed().toList();
        return new Event(Stamp.copyOf(envelope), kind, copied, Payload.of(payload.toByteArray()));
    }

    /** The number in the field of this name, or empty when the kind has no such field. */
    public Optional<Long> value(String field) {
        return kind.fieldIndex(field).map(values::get);
    }

    /** Passes this event on as a call. */
    public void sendTo(FlatEventSink sink) {
        long[] row = new long[EventKind.FIELDS_MAX];
        for (int i = 0; i < values.size(); i++) {
            row[i] = values.get(i);
        }
        sink.accept(stamp, kind, row, payload);
    }
}
