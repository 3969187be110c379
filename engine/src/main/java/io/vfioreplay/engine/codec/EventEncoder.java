package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.journal.BlockBody;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the events of one block after another; see {@link EventFormat}. A block can be cut behind any event: its first bytes
 * are the block of its first events. Allocates nothing per event. One thread at a time.
 *
 * <p>What an event may be is checked where it differs from the events before it: all values that are not every number are
 * steady, so a stream that is known has been checked.
 */
public final class EventEncoder {

    /** The place of a payload that is not stored apart. */
    public static final int NOT_STORED = -1;

    /** Streams that were used last, by kind and the lowest bits of a first value that is steady, such as a region. */
    private static final int RECENT_BITS = 2;

    private static final int[] RECENT_MASKS = recentMasks();

    private final EncoderStream[] streams = new EncoderStream[EventFormat.STREAMS_MAX];
    private final @Nullable EncoderStream[] latest = new @Nullable EncoderStream[EventKind.values().length];
    private final @Nullable EncoderStream[] recent =
            new @Nullable EncoderStream[EventKind.values().length << RECENT_BITS];
    private final ShapeTable shapes = new ShapeTable();
    private final byte[] inline = new byte[EventFormat.INLINE_BYTES_MAX];
    private final byte[] moved = new byte[EventFormat.NUMBERS_MAX * Long.BYTES];
    private int streamCount;
    private byte[] bytes = new byte[EventFormat.BLOCK_BYTES_MAX];
    private int length;
    private int bytesMax;
    private int count;
    private long lastRecord;
    private long lastStep;
    private long lastTime;

    /** An encoder with an empty block in an array of its own. */
    public EventEncoder() {
        for (int i = 0; i < streams.length; i++) {
            streams[i] = new EncoderStream(i);
        }
        begin(bytes);
    }

    /**
     * Begins a new, empty block.
     *
     * @param target gets it from index 0 on; {@link EventFormat#BLOCK_BYTES_MAX} bytes
     */
    public void begin(byte[] target) {
        bytes = target;
        bytes[0] = EventFormat.MARK;
        bytes[1] = 0; // No payload is stored apart; where one is, PayloadTable takes the place of these two bytes.
        length = PayloadTable.EMPTY_BYTES;
        bytesMax = EventFormat.BLOCK_BYTES;
        count = 0;
        lastRecord = 0;
        lastStep = 0;
        lastTime = 0;
        streamCount = 0;
        shapes.clear();
        Arrays.fill(latest, null);
        Arrays.fill(recent, null);
    }

    /** The block so far: {@link #length()} bytes from index 0. */
    public byte[] bytes() {
        return bytes;
    }

    /** The events of a block that was made by {@link #begin} and {@link #add}, without what stands before them. */
    public static BlockBody events(byte[] block, int length) {
        return new BlockBody(block, PayloadTable.EMPTY_BYTES, length - PayloadTable.EMPTY_BYTES);
    }

    /** How many bytes the block has so far. */
    public int length() {
        return length;
    }

    /** How many events the block has so far. */
    public int count() {
        return count;
    }

    /** Whether one more event fits, whatever it is. */
    public boolean hasRoom() {
        return length < bytesMax && count < EventFormat.BLOCK_EVENTS_MAX;
    }

    /**
     * Adds one event. Its position is not written: it follows from its place.
     *
     * @param place where the payload is in the block's table of payloads that are stored apart, or {@link #NOT_STORED}; then it
     *     has at most {@link EventFormat#INLINE_BYTES_MAX} bytes
     * @throws IllegalArgumentException when no such event can be; the block is as it was
     * @throws IllegalStateException unless it {@link #hasRoom}
     */
    public void add(Envelope envelope, EventKind kind, long[] values, Payload payload, int place) {
        if (!hasRoom()) {
            throw new IllegalStateException("the block is full");
        }
        long record = envelope.record();
        long time = envelope.timeNanos();
        long duration = envelope.durationNanos();
        int form = EventForm.of(kind, time, duration, payload, place != NOT_STORED);
        if (record < Envelope.NO_RECORD || duration < Envelope.NO_DURATION) {
            RowCheck.check(envelope, kind, values, payload);
        }
        int payloadForm = EventForm.payload(form);
        long number = payloadForm == EventForm.NUMBER ? payload.littleEndian() : 0;
        if (payloadForm == EventForm.BYTES) {
            if (payload.length() > inline.length) {
                throw new IllegalArgumentException(payload.length() + " bytes of payload that are not stored apart");
            }
            // Here, so that a payload that throws leaves the block as it was.
            payload.copyTo(0, inline, 0, payload.length());
        }
        EncoderStream stream = stream(envelope, kind, form, values, payload);
        long step = record - lastRecord;
        long cursor = NumberWriter.begin(length + 1);
        if (step != lastStep) { // Otherwise the number is 0, which has no bytes and no width.
            cursor = NumberWriter.put(bytes, cursor, step - lastStep);
            lastStep = step;
        }
        lastRecord = record;
        if (EventForm.hasTime(form)) {
            cursor = NumberWriter.put(bytes, cursor, time - lastTime);
            lastTime = time;
        }
        if (EventForm.hasDuration(form)) {
            cursor = NumberWriter.put(bytes, cursor, duration - stream.duration);
            stream.duration = duration;
        }
        cursor = stream.putMoving(bytes, cursor, values);
        if (payloadForm == EventForm.NUMBER) {
            // Sign-extended from its length, so that no difference takes more bytes than the number has.
            cursor = NumberWriter.put(
                    bytes, cursor, ((number - stream.number) << stream.unusedBits) >> stream.unusedBits);
            stream.number = number;
        } else if (payloadForm != EventForm.NONE) {
            cursor = putLength(cursor, stream, payload, place);
        }
        finish(stream, cursor);
        if (payloadForm == EventForm.BYTES) {
            System.arraycopy(inline, 0, bytes, length, payload.length());
            length += payload.length();
        }
        count++;
    }

    private long putLength(long from, EncoderStream stream, Payload payload, int place) {
        long cursor = NumberWriter.put(bytes, from, payload.length() - stream.length);
        stream.length = payload.length();
        if (place != NOT_STORED) {
            cursor = NumberWriter.put(bytes, cursor, place - stream.place);
            stream.place = place;
        }
        return cursor;
    }

    /** Writes the number of the shape in front of the numbers; where it is new, moves them behind its definition. */
    private void finish(EncoderStream stream, long cursor) {
        int shape = shapes.find(stream.index, NumberWriter.widths(cursor));
        if (shape == ShapeTable.NONE) {
            define(stream, cursor);
        } else {
            bytes[length] = (byte) shape;
            length = NumberWriter.at(cursor);
        }
    }

    private void define(EncoderStream stream, long cursor) {
        int numbers = NumberWriter.at(cursor) - length - 1;
        System.arraycopy(bytes, length + 1, moved, 0, numbers);
        long widths = NumberWriter.widths(cursor);
        bytes[length++] = (byte) shapes.add(stream.index, widths);
        bytes[length++] = (byte) stream.index;
        if (stream.index == streamCount) {
            length = stream.define(bytes, length);
            streamCount++;
        }
        length = NumberWriter.define(bytes, length, widths, stream.numberCount());
        System.arraycopy(moved, 0, bytes, length, numbers);
        length += numbers;
        bytesMax = shapes.hasRoom() && streamCount < EventFormat.STREAMS_MAX ? EventFormat.BLOCK_BYTES : 0;
    }

    /** The stream of an event; a new one is not counted before it is defined. */
    private EncoderStream stream(Envelope envelope, EventKind kind, int form, long[] values, Payload payload) {
        int place = (kind.code() << RECENT_BITS) | ((int) values[0] & RECENT_MASKS[kind.code()]);
        EncoderStream known = recent[place];
        if (known == null || !known.fits(envelope, form, values)) {
            known = search(envelope, kind, form, values, payload);
            recent[place] = known;
        }
        return known;
    }

    private EncoderStream search(Envelope envelope, EventKind kind, int form, long[] values, Payload payload) {
        EncoderStream first = latest[kind.code()];
        EncoderStream known = first;
        while (known != null && !known.fits(envelope, form, values)) {
            known = known.next;
        }
        if (known == null) {
            RowCheck.check(envelope, kind, values, payload);
            known = streams[streamCount];
            known.begin(envelope, kind, form, values);
            known.next = first;
            latest[kind.code()] = known;
        }
        return known;
    }

    private static int[] recentMasks() {
        int[] masks = new int[EventKind.values().length];
        for (int code = 0; code < masks.length; code++) {
            masks[code] = (Layout.of(code).steadyMask() & 1) == 0 ? 0 : (1 << RECENT_BITS) - 1;
        }
        return masks;
    }
}
