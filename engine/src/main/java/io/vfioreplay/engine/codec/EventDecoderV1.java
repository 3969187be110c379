package io.vfioreplay.engine.codec;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.journal.format.PayloadRef;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Decodes blocks of events of version 1; see {@link EventFormatV1}. Every read is checked against the block. One thread. */
final class EventDecoderV1 {

    private static final int VARINT_BYTES_MAX = 10;
    private static final EventKind[] KINDS = EventKind.values();

    private final EventDecoder.Payloads payloads;
    private final DifferencesV1 last = new DifferencesV1();
    private final Row row = new Row();
    private final long[] values = new long[EventKind.FIELDS_MAX];
    private byte[] bytes = new byte[0];
    private int at;

    /** A decoder that gets payloads that were stored apart from {@code payloads}. */
    EventDecoderV1(EventDecoder.Payloads payloads) {
        this.payloads = payloads;
    }

    /**
     * Decodes a whole block and passes on those of its events that are wanted.
     *
     * @throws BlockContentException when the bytes are no events
     */
    void decode(long firstPosition, int count, byte[] block, Range wanted, FlatEventSink sink) {
        bytes = block;
        at = 0;
        last.reset();
        for (int i = 0; i < count; i++) {
            row.position = firstPosition + i;
            event(wanted, sink);
        }
        if (at != bytes.length) {
            throw wrong("%d bytes are left behind the last event".formatted(bytes.length - at));
        }
    }

    private void event(Range wanted, FlatEventSink sink) {
        EventKind kind = kind();
        int fields = fieldCount(kind);
        int flags = next();
        if ((flags & EventFormatV1.RESERVED) != 0) {
            throw wrong("flags 0x%02x, of which bits 2 and 7 must be 0".formatted(flags));
        }
        envelope(flags);
        Arrays.fill(values, 0);
        for (int i = 0; i < fields; i++) {
            int index = DifferencesV1.index(kind, i);
            values[i] = last.last(index) + signed();
            last.remember(index, values[i]);
        }
        checkValues(kind);
        Payload payload = payload(kind, (flags & EventFormatV1.STORED) != 0, wanted);
        if (payload != null && wanted.holds(row.position)) {
            sink.accept(row, kind, values, payload);
        }
    }

    private EventKind kind() {
        long code = varint();
        if (code < 0 || code >= KINDS.length) {
            throw newer("no kind of event has the code " + code);
        }
        return KINDS[(int) code];
    }

    private int fieldCount(EventKind kind) {
        int known = last.fieldCount(kind);
        if (known != DifferencesV1.UNSEEN) {
            return known;
        }
        long fields = varint();
        if (fields < 0 || fields > kind.fields().size()) {
            throw newer(kind.label() + " has " + fields + " fields, of which "
                    + kind.fields().size() + " are known");
        }
        last.fieldCount(kind, (int) fields);
        return (int) fields;
    }

    private void checkValues(EventKind kind) {
        int wrong = RowCheck.wrongField(kind, values);
        if (wrong == RowCheck.NONE) {
            return;
        }
        String message = RowCheck.describe(kind, wrong, values[wrong]);
        throw values[wrong] > 0 ? newer(message) : wrong(message);
    }

    private void envelope(int flags) {
        if ((flags & EventFormatV1.DEVICE) != 0) {
            last.device = number(Envelope.HOST, "device");
        }
        if ((flags & EventFormatV1.WITNESS) != 0) {
            last.witness = number(0, "witness");
        }
        last.record += signed();
        row.device = last.device;
        row.witness = last.witness;
        row.record = last.record;
        row.result = (flags & EventFormatV1.RESULT) != 0 ? number(Envelope.UNOBSERVED, "result") : Envelope.OK;
        row.timeNanos = Envelope.NO_TIME;
        if ((flags & EventFormatV1.TIME) != 0) {
            last.timeNanos += signed();
            row.timeNanos = last.timeNanos;
        }
        row.durationNanos = (flags & EventFormatV1.DURATION) != 0 ? varint() : Envelope.NO_DURATION;
        boolean isNegative = row.durationNanos < 0 && (flags & EventFormatV1.DURATION) != 0;
        if (row.record < Envelope.NO_RECORD || isNegative) {
            throw wrong("record %d, duration %d".formatted(row.record, row.durationNanos));
        }
    }

    private @Nullable Payload payload(EventKind kind, boolean stored, Range wanted) {
        if (kind.payloadUse() == PayloadUse.NONE) {
            if (stored) {
                throw wrong(kind.label() + " has no payload, and one is stored");
            }
            return Payload.empty();
        }
        long length = varint();
        if (stored) {
            long block = varint();
            String hash = HexFormat.of().formatHex(bytes, at, take(PayloadRef.HASH_BYTES));
            if (length < 0 || length > Integer.MAX_VALUE || block < 0) {
                throw wrong("a payload of %d bytes in block %d".formatted(length, block));
            }
            return wanted.holds(row.position) ? stored(new PayloadRef(block, (int) length, hash)) : Payload.empty();
        }
        if (length < 0 || length > bytes.length - at) {
            throw wrong("a payload of %d bytes where %d are left".formatted(length, bytes.length - at));
        }
        int from = at;
        at += (int) length;
        return Payload.of(bytes, from, (int) length);
    }

    private @Nullable Payload stored(PayloadRef ref) {
        byte[] found = payloads.bytes(ref);
        return found == null ? null : Payload.of(found);
    }

    /** Moves on by {@code length} and returns where that ends. */
    private int take(int length) {
        if (length > bytes.length - at) {
            throw wrong("%d bytes expected and %d left".formatted(length, bytes.length - at));
        }
        at += length;
        return at;
    }

    private int number(int least, String what) {
        long number = signed();
        if (number < least || number > Integer.MAX_VALUE) {
            throw wrong(what + " " + number);
        }
        return (int) number;
    }

    private long signed() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES_MAX; i++) {
            int b = next();
            value |= (long) (b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0) {
                if ((b == 0 && i > 0) || (i == VARINT_BYTES_MAX - 1 && b > 1)) {
                    throw wrong("a number that is not written as short as it can be, or of more than 64 bits");
                }
                return value;
            }
        }
        throw wrong("a number of more than " + VARINT_BYTES_MAX + " bytes");
    }

    private int next() {
        if (at == bytes.length) {
            throw wrong("the block ends inside an event");
        }
        return bytes[at++] & 0xff;
    }

    private BlockContentException wrong(String message) {
        return new BlockContentException(row.position, message, false);
    }

    private BlockContentException newer(String message) {
        return new BlockContentException(row.position, message, true);
    }

    /** The envelope of the event that was decoded last. */
    private static final class Row implements Envelope {

        private long position;
        private long timeNanos;
        private long durationNanos;
        private int device;
        private int witness;
        private long record;
        private int result;

        @Override
        public long position() {
            return position;
        }

        @Override
        public long timeNanos() {
            return timeNanos;
        }

        @Override
        public long durationNanos() {
            return durationNanos;
        }

        @Override
        public int device() {
            return device;
        }

        @Override
        public int witness() {
            return witness;
        }

        @Override
        public long record() {
            return record;
        }

        @Override
        public int result() {
            return result;
        }
    }
}
