package io.vfioreplay.engine.redact;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.nio.ByteBuffer;
import java.util.List;

/** Passes events on with what is secret replaced. One thread. */
final class RedactingSink implements FlatEventSink {

    private static final long YEAR_NANOS = 365L * 24 * 3600 * 1_000_000_000;

    private final FlatEventSink target;
    private final ByteMap bytes;
    private final ContentMap contents;
    private final AddressMap addresses;
    private final TextMap texts;
    private final long timeShift;
    private final long[] row = new long[EventKind.FIELDS_MAX];

    /**
     * Before the first event.
     *
     * @param target takes the events
     * @param key what decides
     * @param movesTimes whether all times are moved alike by up to a year into the past
     */
    RedactingSink(FlatEventSink target, RedactionKey key, boolean movesTimes) {
        this.target = target;
        this.bytes = new ByteMap(key);
        this.contents = new ContentMap(key);
        this.addresses = new AddressMap(key);
        this.texts = new TextMap(key);
        long number = ByteBuffer.wrap(key.derive("times", new byte[0])).getLong();
        this.timeShift = movesTimes ? Long.remainderUnsigned(number, YEAR_NANOS) : 0;
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        List<Field> fields = kind.fields();
        int size = kind.fieldIndex("size").orElse(-1);
        for (int i = 0; i < fields.size(); i++) {
            row[i] = values[i];
            if (Classification.ofField(fields.get(i)) == Treatment.ADDRESS) {
                row[i] = address(fields.get(i), values[i], size < 0 ? 1 : values[size]);
            }
        }
        target.accept(stamp(envelope), kind, row, payload(kind, payload));
    }

    /** An offset of 0 in a backing file stands for none. */
    private long address(Field field, long value, long size) {
        return field.name().equals("fileOffset") && value == 0 ? value : addresses.of(value, size);
    }

    private Payload payload(EventKind kind, Payload payload) {
        return switch (Classification.ofPayload(kind)) {
            case KEPT, ABSENT, ADDRESS -> payload;
            case RANGES -> addresses.ofRanges(payload);
            case BYTES -> bytes.of(payload);
            case CONTENT -> contents.of(payload);
            case WORDS -> Payload.ofUtf8(texts.of(payload.utf8()));
        };
    }

    private Envelope stamp(Envelope from) {
        long time = from.timeNanos();
        return new Stamp(
                from.position(),
                time == Envelope.NO_TIME ? time : time - timeShift,
                from.durationNanos(),
                from.device(),
                from.witness(),
                from.record(),
                from.result());
    }
}
