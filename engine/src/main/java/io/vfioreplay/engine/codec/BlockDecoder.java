package io.vfioreplay.engine.codec;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.codec.StreamTable.Shape;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.NumberPayload;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.journal.BlockBody;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the events of blocks of version 2; see {@link EventFormat}. What it passes on are views that are valid until the call
 * returns. Allocates nothing per event. One thread.
 */
public final class BlockDecoder {

    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WIDTHS = 1 << 4;
    private static final long[] MASKS = masks();

    private final StreamTable definitions = new StreamTable();
    private final Row row = new Row();
    private final NumberPayload number = new NumberPayload();
    private final Slice slice = new Slice();
    private byte[] bytes = new byte[0];
    private int end;
    private int eventStart;
    private long lastStep;

    /** Gets the bytes of payloads that were stored apart. */
    @FunctionalInterface
    public interface StoredPayloads {
        /**
         * The bytes of one; null passes over the event, for bytes that are damaged.
         *
         * @param place the index in the block's table
         * @param length how many bytes the event says it has
         * @throws IllegalArgumentException when there is no such place
         */
        byte @Nullable [] bytes(int place, int length);
    }

    private static long[] masks() {
        long[] masks = new long[WIDTHS]; // As many as four bits can say, which spares a check of the index.
        for (int i = 0; i <= Long.BYTES; i++) {
            masks[i] = EventFormat.mask(i);
        }
        return masks;
    }

    /**
     * Decodes events and passes on those that are wanted; goes no further than the last of them.
     *
     * @param firstPosition the position of the first event
     * @param count how many events the block has
     * @param events their bytes
     * @param wanted which to pass on
     * @throws BlockContentException when the bytes are no events
     */
    public void decode(
            long firstPosition,
            int count,
            BlockBody events,
            Range wanted,
            StoredPayloads payloads,
            FlatEventSink sink) {
        bytes = events.bytes();
        end = events.end();
        slice.bytes = bytes;
        definitions.begin(bytes, end);
        lastStep = 0;
        row.begin(firstPosition);
        int at = events.offset();
        long behind = Math.min(firstPosition + count, wanted.to());
        for (long position = firstPosition; position < behind; position++) {
            row.position = position;
            eventStart = at;
            at = event(at, position >= wanted.from(), payloads, sink);
        }
        if (behind == firstPosition + count && at != end) {
            throw new BlockContentException(
                    row.position, "%d bytes are left behind the last event".formatted(end - at), false);
        }
    }

    /** The position of the event that was decoded last. */
    public long position() {
        return row.position;
    }

    /** Where the event that was decoded last begins in its array. */
    public int eventStart() {
        return eventStart;
    }

    private int event(int from, boolean isWanted, StoredPayloads payloads, FlatEventSink sink) {
        byte[] block = bytes;
        int at = from;
        if (at >= end) {
            throw wrong("the block ends inside an event");
        }
        int id = block[at++] & 0xff;
        if (id >= definitions.shapeCount()) {
            at = definitions.define(id, at, row.position);
        }
        Shape shape = definitions.shape(id);
        EventStream stream = shape.stream();
        long widths = shape.widths();
        if (shape.totalBytes() > end - at) {
            throw wrong("%d bytes are left of an event of %d".formatted(end - at, shape.totalBytes()));
        }
        // Where the next event begins follows from the shape alone, so that the processor can begin with it meanwhile.
        int next = at + shape.totalBytes();
        int form = stream.form;
        int width = (int) widths & 0xf;
        if (width != 0) { // Hardly ever: records mostly go on as they did.
            lastStep += number(block, at, width);
            at += width;
        }
        row.record += lastStep;
        widths >>>= 4;
        row.timeNanos = Envelope.NO_TIME;
        if (EventForm.hasTime(form)) {
            width = (int) widths & 0xf;
            row.lastTime += number(block, at, width);
            row.timeNanos = row.lastTime;
            at += width;
            widths >>>= 4;
        }
        row.durationNanos = Envelope.NO_DURATION;
        if (EventForm.hasDuration(form)) {
            width = (int) widths & 0xf;
            stream.duration += number(block, at, width);
            row.durationNanos = stream.duration;
            at += width;
            widths >>>= 4;
        }
        if (row.record < Envelope.NO_RECORD || stream.duration < 0) {
            throw wrong("record %d, duration %d".formatted(row.record, stream.duration));
        }
        long[] values = stream.values;
        int[] moving = stream.moving;
        for (int i = 0; i < stream.movingCount; i++) {
            width = (int) widths & 0xf;
            values[moving[i]] += number(block, at, width);
            at += width;
            widths >>>= 4;
        }
        row.stream = stream;
        switch (EventForm.payload(form)) {
            case EventForm.NONE -> {
                if (isWanted) {
                    sink.accept(row, stream.kind, stream.values, Payload.empty());
                }
                return next;
            }
            case EventForm.NUMBER -> {
                int length = EventForm.numberLength(form);
                stream.number = (stream.number + number(block, at, (int) widths & 0xf)) & MASKS[length];
                if (isWanted) {
                    sink.accept(row, stream.kind, stream.values, number.set(stream.number, length));
                }
                return next;
            }
            default -> {
                return bytesOrStored(stream, at, widths, isWanted, payloads, sink);
            }
        }
    }

    private int bytesOrStored(
            EventStream stream, int from, long widths, boolean isWanted, StoredPayloads payloads, FlatEventSink sink) {
        int width = (int) widths & 0xf;
        stream.length += number(bytes, from, width);
        int at = from + width;
        if (EventForm.payload(stream.form) == EventForm.STORED) {
            width = (int) (widths >>> 4) & 0xf;
            stream.place += number(bytes, at, width);
            if (isWanted) {
                passStored(stream, payloads, sink);
            }
            return at + width;
        }
        if (stream.length < 0 || stream.length > end - at) {
            throw wrong("a payload of %d bytes where %d are left".formatted(stream.length, end - at));
        }
        slice.from = at;
        slice.length = (int) stream.length;
        if (isWanted) {
            sink.accept(row, stream.kind, stream.values, slice);
        }
        return at + slice.length;
    }

    private void passStored(EventStream stream, StoredPayloads payloads, FlatEventSink sink) {
        if (stream.length < 0
                || stream.length > Integer.MAX_VALUE
                || stream.place < 0
                || stream.place > Integer.MAX_VALUE) {
            throw wrong("a payload of %d bytes at place %d".formatted(stream.length, stream.place));
        }
        byte @Nullable [] found;
        try {
            found = payloads.bytes((int) stream.place, (int) stream.length);
        } catch (IllegalArgumentException nowhere) {
            throw wrong(String.valueOf(nowhere.getMessage()));
        }
        if (found != null) {
            sink.accept(row, stream.kind, stream.values, Payload.of(found));
        }
    }

    /** The difference of {@code width} bytes at {@code at}. */
    private static long number(byte[] block, int at, int width) {
        long raw = (long) U64.get(block, at) & MASKS[width];
        return (raw >>> 1) ^ -(raw & 1);
    }

    private BlockContentException wrong(String message) {
        return new BlockContentException(row.position, message, false);
    }

    /** A payload that stands in the block. */
    private static final class Slice implements Payload {

        private byte[] bytes = new byte[0];
        private int from;
        private int length;

        @Override
        public int length() {
            return length;
        }

        @Override
        public byte byteAt(int index) {
            return bytes[from + Objects.checkIndex(index, length)];
        }

        @Override
        public void copyTo(int at, byte[] target, int targetAt, int count) {
            Objects.checkFromIndexSize(at, count, length);
            System.arraycopy(bytes, from + at, target, targetAt, count);
        }
    }

    /** The envelope of the event that was decoded last. */
    private static final class Row implements Envelope {

        private static final EventStream NONE = new EventStream();

        private EventStream stream = NONE;
        private long position;
        private long record;
        private long lastTime;
        private long timeNanos;
        private long durationNanos;

        void begin(long firstPosition) {
            position = firstPosition;
            record = 0;
            lastTime = 0;
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
            return stream.device;
        }

        @Override
        public int witness() {
            return stream.witness;
        }

        @Override
        public long record() {
            return record;
        }

        @Override
        public int result() {
            return stream.result;
        }
    }
}
