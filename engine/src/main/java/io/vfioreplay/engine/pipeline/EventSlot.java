package io.vfioreplay.engine.pipeline;

import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A slot of the ring: one event, with room for a small payload; a large one is a copy of its own. A flyweight: it belongs to the
 * ring, is filled again and again, and is valid only while a stage holds its sequence.
 */
final class EventSlot implements Envelope, Payload {

    final long[] values = new long[EventKind.FIELDS_MAX];
    private final byte[] small = new byte[EventFormat.INLINE_BYTES_MAX];
    private byte[] bytes = small;
    private int length;
    private @Nullable EventKind kind;
    private Order order = Order.PASS_OVER;
    private @Nullable SortedMap<String, String> record;
    private long position;
    private long timeNanos;
    private long durationNanos;
    private int device;
    private int witness;
    private long captureRecord;
    private int result;

    /** What a slot without an event asks for. */
    enum Order {
        /** Nothing: its producer failed while filling it. */
        PASS_OVER,
        /** That everything before it be on the disk. */
        SYNC,
        /** The end of the recording. */
        END
    }

    /** Fills the slot with an event; {@code large} is its payload where that does not fit. */
    void fill(Envelope envelope, EventKind newKind, long[] newValues, Payload payload, byte @Nullable [] large) {
        timeNanos = envelope.timeNanos();
        durationNanos = envelope.durationNanos();
        device = envelope.device();
        witness = envelope.witness();
        captureRecord = envelope.record();
        result = envelope.result();
        System.arraycopy(newValues, 0, values, 0, newKind.fields().size());
        length = payload.length();
        bytes = large == null ? small : large;
        if (large == null) {
            payload.copyTo(0, small, 0, length);
        }
        record = null;
        kind = newKind; // Last: until here the slot is one to pass over.
    }

    /** Makes the slot one without an event. */
    void fill(Order newOrder) {
        order = newOrder;
        kind = null;
        record = null;
        bytes = small;
        length = 0;
    }

    /** What the slot asks for when it has no event. */
    Order order() {
        return order;
    }

    /** What happened, or null when there is no event in the slot. */
    @Nullable
    EventKind kind() {
        return kind;
    }

    /** Whether the payload has an array of its own. */
    boolean isLarge() {
        return bytes != small;
    }

    /** The array of a large payload, which is the payload from 0 on. */
    byte[] largeBytes() {
        return bytes;
    }

    /** Lets a large payload go. */
    void release() {
        bytes = small;
    }

    void place(long newPosition) {
        position = newPosition;
    }

    /** What the model wants to be kept behind this event. */
    @Nullable
    SortedMap<String, String> modelRecord() {
        return record;
    }

    void setModelRecord(@Nullable SortedMap<String, String> newRecord) {
        record = newRecord;
    }

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
        return captureRecord;
    }

    @Override
    public int result() {
        return result;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public byte byteAt(int index) {
        return bytes[Objects.checkIndex(index, length)];
    }

    @Override
    public void copyTo(int from, byte[] target, int at, int count) {
        Objects.checkFromIndexSize(from, count, length);
        System.arraycopy(bytes, from, target, at, count);
    }
}
