package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.hardware.event.Payload;
import java.util.Arrays;

/** A piece of a data window that a thread goes through in small steps. */
final class Chunk {

    /** No piece is longer. */
    static final int BYTES_MAX = 1 << 16;

    private static final int BYTES_FIRST = 64;

    private final ThreadState thread;
    private final Action action;
    private final long offset;
    private final boolean hasData;
    private byte[] data;
    private final Moment first;
    private Moment last;
    private int length;

    /** Begins a piece with its first step. */
    Chunk(ThreadState thread, Action action, Values values, Moment at) {
        this.thread = thread;
        this.action = action;
        this.offset = values.of(Parameter.OFFSET);
        this.hasData = values.data().length() == values.intOf(Parameter.LENGTH);
        this.data = new byte[hasData ? BYTES_FIRST : 0];
        this.first = at;
        this.last = at;
        append(values, at);
    }

    /** Whether a step goes on where this piece ends. */
    boolean goesOnWith(Action next, Values values, Moment at) {
        int step = values.intOf(Parameter.LENGTH);
        return next == action
                && values.of(Parameter.OFFSET) == offset + length
                && step <= BYTES_MAX - length
                && hasData == (values.data().length() == step)
                && at.device() == first.device()
                && at.result() == first.result();
    }

    void append(Values values, Moment at) {
        if (hasData) {
            Payload step = values.data();
            if (length + step.length() > data.length) {
                data = Arrays.copyOf(data, data.length * 2);
            }
            step.copyTo(0, data, length, step.length());
        }
        length += values.intOf(Parameter.LENGTH);
        last = at;
    }

    ThreadState thread() {
        return thread;
    }

    Action action() {
        return action;
    }

    long offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** The bytes, valid as long as this piece. */
    Payload data() {
        return Payload.of(data, 0, hasData ? length : 0);
    }

    int device() {
        return first.device();
    }

    long lastNanos() {
        return last.timeNanos();
    }

    /** When its last step was seen, and how long all of them took. */
    Moment moment() {
        long duration = Math.max(0, last.timeNanos() - first.timeNanos());
        return new Moment(first.device(), last.timeNanos(), duration, last.line(), first.result());
    }
}
