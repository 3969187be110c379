package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;

/** The streams and shapes that a block has defined so far, on the reading side. Every definition is checked. One thread. */
final class StreamTable {

    private static final EventKind[] KINDS = EventKind.values();

    private final EventStream[] streams = new EventStream[EventFormat.STREAMS_MAX];
    private final Shape[] shapes = new Shape[EventFormat.SHAPES_MAX];
    private int streamCount;
    private int shapeCount;
    private byte[] bytes = new byte[0];
    private int end;
    private int at;
    private long position;

    /**
     * A shape of the events of a stream.
     *
     * @param widths how many bytes each number has, four bits each, the first in the lowest
     * @param totalBytes of all numbers together
     */
    record Shape(EventStream stream, long widths, int totalBytes) {}

    /** Forgets everything, at the start of a block that ends before index {@code newEnd}. */
    void begin(byte[] block, int newEnd) {
        bytes = block;
        end = newEnd;
        streamCount = 0;
        shapeCount = 0;
    }

    int shapeCount() {
        return shapeCount;
    }

    /** A shape that is defined. */
    Shape shape(int shape) {
        return shapes[shape];
    }

    /**
     * Reads the definition of the next shape.
     *
     * @return where it ends
     * @throws BlockContentException when it is none
     */
    int define(int shape, int from, long eventPosition) {
        at = from;
        position = eventPosition;
        if (shape != shapeCount) {
            throw wrong("shape %d of %d".formatted(shape, shapeCount));
        }
        int index = next();
        if (index > streamCount) {
            throw wrong("stream %d of %d".formatted(index, streamCount));
        }
        if (index == streamCount) {
            defineStream(index);
            streamCount++;
        }
        EventStream stream = streams[index];
        long widths = 0;
        int total = 0;
        int count = stream.movingCount + EventForm.numbersBesideValues(stream.form);
        for (int i = 0; i < count; i += 2) {
            long two = next();
            widths |= two << (4 * i);
            total += width((int) two & 0xf) + width((int) two >>> 4);
        }
        if ((count & 1) != 0 && widths >>> (4 * count) != 0) {
            throw wrong("%d numbers have the widths 0x%x".formatted(count, widths));
        }
        shapes[shape] = new Shape(stream, widths, total);
        shapeCount++;
        return at;
    }

    private int width(int width) {
        if (width > Long.BYTES) {
            throw wrong("a number of " + width + " bytes");
        }
        return width;
    }

    private void defineStream(int index) {
        EventStream stream = streams[index];
        if (stream == null) {
            stream = new EventStream();
            streams[index] = stream;
        }
        int code = next();
        if (code >= KINDS.length) {
            throw newer("no kind of event has the code " + code);
        }
        int form = next();
        if (!EventForm.isPossible(KINDS[code], form)) {
            throw wrong("%s in the form 0x%02x".formatted(KINDS[code].label(), form));
        }
        stream.begin(KINDS[code], form);
        stream.device = number(Envelope.HOST, signed(), "device");
        stream.witness = number(0, varint(), "witness");
        stream.result = number(Envelope.UNOBSERVED, signed(), "result");
        values(stream);
    }

    private void values(EventStream stream) {
        int fields = next();
        int known = stream.kind.fields().size();
        if (fields > known) {
            throw newer("%s has %d fields, of which %d are known".formatted(stream.kind.label(), fields, known));
        }
        int steady = next();
        if (steady >>> fields != 0) {
            throw wrong("steady values 0x%x of %d".formatted(steady, fields));
        }
        stream.movingCount = 0;
        for (int i = 0; i < fields; i++) {
            Field field = stream.kind.fields().get(i);
            if ((steady & (1 << i)) != 0) {
                stream.values[i] = signed();
            } else if (RowCheck.takesEveryNumber(field)) {
                stream.moving[stream.movingCount++] = i;
            } else {
                throw wrong("field %s of %s is not steady".formatted(field.name(), stream.kind.label()));
            }
        }
        checkValues(stream);
    }

    private void checkValues(EventStream stream) {
        int wrong = RowCheck.wrongField(stream.kind, stream.values);
        if (wrong != RowCheck.NONE) {
            String message = RowCheck.describe(stream.kind, wrong, stream.values[wrong]);
            throw stream.values[wrong] > 0 ? newer(message) : wrong(message);
        }
    }

    private int number(int least, long number, String what) {
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
        for (int i = 0; i < Varints.BYTES_MAX; i++) {
            int b = next();
            value |= (long) (b & 0x7f) << (7 * i);
            if ((b & 0x80) == 0) {
                return value;
            }
        }
        throw wrong("a number of more than " + Varints.BYTES_MAX + " bytes");
    }

    private int next() {
        if (at >= end) {
            throw wrong("the block ends inside a definition");
        }
        return bytes[at++] & 0xff;
    }

    private BlockContentException wrong(String message) {
        return new BlockContentException(position, message, false);
    }

    private BlockContentException newer(String message) {
        return new BlockContentException(position, message, true);
    }
}
