package io.vfioreplay.hardware.event;

/**
 * What every event carries beside its own fields: where it stands, when, on which device, who saw it, and how it ended.
 *
 * <p>An event that has a request and an answer is one event, placed where the answer was seen; {@link #durationNanos()}
 * leads back to the request. An implementation may be a reused view: it is valid until the call that brought it returns.
 */
public interface Envelope {
    /** {@link #position()} before the recorder has placed the event. */
    long NO_POSITION = -1;
    /** {@link #timeNanos()} where the witness has no clock. */
    long NO_TIME = Long.MIN_VALUE;
    /** {@link #durationNanos()} where request and answer were not both seen, or are one. */
    long NO_DURATION = -1;
    /** {@link #device()} of an event of the whole host or VM. */
    int HOST = -1;
    /** {@link #record()} of an event that is not in any capture. */
    long NO_RECORD = 0;
    /** {@link #result()}: done. */
    int OK = 0;
    /** {@link #result()}: an error whose number the witness did not tell; above every Linux errno. */
    int FAILED = 4096;
    /** {@link #result()}: the request was seen and never answered. */
    int UNANSWERED = -1;
    /** {@link #result()}: this way of recording cannot see an answer (a posted write, a hardware event). */
    int UNOBSERVED = -2;

    /** The place in the one total order of the journal, from 0, without holes; {@link #NO_POSITION} before. */
    long position();

    /** Wall-clock time of the answer (of the request where there is none), ns since 1970 UTC, or {@link #NO_TIME}. */
    long timeNanos();

    /** From the request to the answer in ns, at least 0, or {@link #NO_DURATION}. */
    long durationNanos();

    /** The index of the device in the journal, from 0, or {@link #HOST}. */
    int device();

    /** The index of the capture in the journal's header, from 0. */
    int witness();

    /** The packet or line in that capture, from 1, or {@link #NO_RECORD}; of the request where it never was answered. */
    long record();

    /** {@link #OK}, a positive Linux errno, {@link #FAILED}, {@link #UNANSWERED} or {@link #UNOBSERVED}. */
    int result();

    /** Whether the event is known to have taken effect: {@link #OK}, or no answer can be seen. */
    default boolean succeeded() {
        return result() == OK || result() == UNOBSERVED;
    }
}
