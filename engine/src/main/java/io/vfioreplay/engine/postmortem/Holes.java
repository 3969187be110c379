package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamPrint;
import io.vfioreplay.hardware.event.Payload;
import org.jspecify.annotations.Nullable;

/**
 * What the recording of one stream misses. Behind a hole bytes may stand in the wrong place, so that they prove nothing about the
 * device or the wire; but what was handed out from the request for STOP_COPY on is a stream of its own, which a hole before
 * that request leaves whole.
 */
final class Holes {

    /** Stands for an offset that is never reached. */
    static final long NONE = Long.MAX_VALUE;

    /** Offset of the first hole in the whole session, or {@link #NONE}. */
    private long first = NONE;
    /** Offset of the first hole behind the request for STOP_COPY, or {@link #NONE}. */
    private long firstInTail = NONE;

    private @Nullable Moment firstMoment;
    private @Nullable Moment firstMomentInTail;

    /** Offset of the last hole before that request, from which on {@link #rest} was read, or -1. */
    private long restStart = -1;

    private StreamPrint rest = new StreamPrint();

    /**
     * Something is missing.
     *
     * @param moment the event that shows it
     * @param offset bytes of the session that lie before it
     * @param inTail whether it lies behind the request for STOP_COPY
     */
    void add(Moment moment, long offset, boolean inTail) {
        if (offset < first) {
            first = offset;
            firstMoment = moment;
        }
        if (inTail && offset < firstInTail) {
            firstInTail = offset;
            firstMomentInTail = moment;
        }
    }

    /** From here on bytes may be a stream of their own, of which the recording lost the beginning. */
    void restart(long offset) {
        restStart = offset;
        rest = new StreamPrint();
    }

    /** Nothing is known of where a stream of its own could begin. */
    void forgetRest() {
        restStart = -1;
    }

    /** Takes bytes that were read before any request for STOP_COPY was seen. */
    void data(Payload data, int bytes) {
        if (restStart >= 0) {
            rest.append(data, bytes);
        }
    }

    /** Whether nothing is missing. */
    boolean isEmpty() {
        return first == NONE;
    }

    /** Offset of the first hole, or {@link #NONE}. */
    long first() {
        return first;
    }

    /** Offset of the first hole behind the request for STOP_COPY, or {@link #NONE}. */
    long firstInTail() {
        return firstInTail;
    }

    /** The event that shows the first hole, or null. */
    @Nullable
    Moment moment() {
        return firstMoment;
    }

    /** The event that shows the first hole behind the request for STOP_COPY, or null. */
    @Nullable
    Moment momentInTail() {
        return firstMomentInTail;
    }

    /** Offset behind the last hole, if no request for STOP_COPY was seen, or -1. */
    long restStart() {
        return restStart;
    }

    /** What was read from there on. */
    StreamPrint rest() {
        return rest;
    }
}
