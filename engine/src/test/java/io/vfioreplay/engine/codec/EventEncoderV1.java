package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.journal.format.PayloadRef;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes blocks of version 1, as they are in old journals. */
final class EventEncoderV1 {

    private final DifferencesV1 last = new DifferencesV1();
    private byte[] bytes = new byte[1 << 16];
    private int length;
    private int count;

    /** An encoder with an empty block. */
    EventEncoderV1() {
        last.reset();
    }

    /** Begins a new, empty block. */
    void reset() {
        last.reset();
        length = 0;
        count = 0;
    }

    /** The block so far: {@link #length()} bytes from index 0, valid until the next call. */
    byte[] bytes() {
        return bytes;
    }

    /** How many bytes the block has so far. */
    int length() {
        return length;
    }

    /** How many events the block has so far. */
    int count() {
        return count;
    }

    /**
     * Adds one event. Its position is not written: it follows from its place.
     *
     * @param stored where the payload is when it was stored apart, or null when it is to be written here
     */
    void add(Envelope envelope, EventKind kind, long[] values, Payload payload, @Nullable PayloadRef stored) {
        if (bytes.length - length < 512 + payload.length()) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2 + payload.length());
        }
        varint(kind.code());
        int fields = kind.fields().size();
        if (last.fieldCount(kind) == DifferencesV1.UNSEEN) {
            last.fieldCount(kind, fields);
            varint(fields);
        }
        int flags = flags(envelope) | (stored == null ? 0 : EventFormatV1.STORED);
        bytes[length++] = (byte) flags;
        envelope(envelope, flags);
        for (int i = 0; i < fields; i++) {
            int index = DifferencesV1.index(kind, i);
            signed(values[i] - last.last(index));
            last.remember(index, values[i]);
        }
        if (stored != null) {
            reference(stored);
        } else if (kind.payloadUse() != PayloadUse.NONE) {
            varint(payload.length());
            payload.copyTo(0, bytes, length, payload.length());
            length += payload.length();
        }
        count++;
    }

    private int flags(Envelope envelope) {
        return (envelope.device() == last.device ? 0 : EventFormatV1.DEVICE)
                | (envelope.witness() == last.witness ? 0 : EventFormatV1.WITNESS)
                | (envelope.result() == Envelope.OK ? 0 : EventFormatV1.RESULT)
                | (envelope.timeNanos() == Envelope.NO_TIME ? 0 : EventFormatV1.TIME)
                | (envelope.durationNanos() == Envelope.NO_DURATION ? 0 : EventFormatV1.DURATION);
    }

    private void envelope(Envelope envelope, int flags) {
        if ((flags & EventFormatV1.DEVICE) != 0) {
            signed(envelope.device());
            last.device = envelope.device();
        }
        if ((flags & EventFormatV1.WITNESS) != 0) {
            signed(envelope.witness());
            last.witness = envelope.witness();
        }
        signed(envelope.record() - last.record);
        last.record = envelope.record();
        if ((flags & EventFormatV1.RESULT) != 0) {
            signed(envelope.result());
        }
        if ((flags & EventFormatV1.TIME) != 0) {
            signed(envelope.timeNanos() - last.timeNanos);
            last.timeNanos = envelope.timeNanos();
        }
        if ((flags & EventFormatV1.DURATION) != 0) {
            varint(envelope.durationNanos());
        }
    }

    private void reference(PayloadRef stored) {
        varint(stored.length());
        varint(stored.block());
        System.arraycopy(stored.hash(), 0, bytes, length, PayloadRef.HASH_BYTES);
        length += PayloadRef.HASH_BYTES;
    }

    private void signed(long value) {
        varint((value << 1) ^ (value >> (Long.SIZE - 1)));
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }
}
