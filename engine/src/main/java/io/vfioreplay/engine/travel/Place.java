package io.vfioreplay.engine.travel;

/**
 * A place as a person names it. Immutable.
 *
 * <pre>
 *   start, end            before the first event, at the last
 *   failure               where a session opens: the decisive event of the post-mortem, or the first finding
 *   parting               where the streams of both sides part, on this side
 *   first finding         the first event at which a rule was broken
 *   finding R-97          the first event at which this rule was broken
 *   marker before boot    the next marker with this text in it, else the first
 *   #28                   the event of packet or line 28
 *   23.65%                this part of all positions
 *   104, 1_000, 0x68      a position
 *   +10, -10              so many events from here
 *   +1.5s, 12ms           so long after the first event that has a time: the last event until then
 *   2026-11-25T21:40:02Z  an instant; the last event until then
 *   &#64;21:40:02.5           a time of day, UTC, on the day of the first event or the next
 *   STOP_COPY             where a device enters this state next, else first
 *   device1 v1 0x2        the same of one device, and of a state of v1
 * </pre>
 *
 * <p>They are tried in this order. Times only tell the latest event so far: see {@link Target#note()} where clocks were set.
 */
public sealed interface Place {

    /**
     * Reads a place.
     *
     * @throws PlaceException when it is none of these, with a suggestion
     */
    static Place parse(String text) {
        return new PlaceParser(text.strip()).parse();
    }

    /** Before the first event, at the last, and where things went wrong. */
    enum Named implements Place {
        /** Before the first event. */
        START,
        /** At the last event. */
        END,
        /** Where a session opens. */
        FAILURE,
        /** Where the streams of both sides part. */
        PARTING,
        /** The first event at which a rule was broken. */
        FIRST_FINDING
    }

    /** The first event at which this rule was broken; its id as in {@code R-97}. */
    record Finding(String rule) implements Place {}

    /** The next marker with this text in it, else the first. */
    record Marker(String text) implements Place {}

    /** The first event with this number of a packet or line. */
    record RecordNumber(long number) implements Place {}

    /** A part of all positions, from 0 to 100. */
    record Percent(double percent) implements Place {}

    /** A position. */
    record Position(long position) implements Place {}

    /** So many events from here, back where the number is negative. */
    record Relative(long events) implements Place {}

    /** So many ns after the first event that has a time. */
    record SinceStart(long nanos) implements Place {}

    /** An instant, ns since 1970. */
    record Instant(long nanos) implements Place {}

    /** A time of day in ns since midnight, UTC. */
    record TimeOfDay(long nanos) implements Place {}

    /** Where a device, or any, which is {@link FieldPattern#EVERY_DEVICE}, enters a state next, else first. */
    record Phase(int device, String state) implements Place {}
}
