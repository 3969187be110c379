package io.vfioreplay.engine.stats;

import io.vfioreplay.hardware.event.Envelope;

/** What is counted of a group of events. Some KB at most. One thread. */
public final class Tally {

    private final Histogram durations = new Histogram();
    private final Histogram intervals = new Histogram();
    private long events;
    private long failed;
    private long unanswered;
    private long bytes;
    private long first = Envelope.NO_TIME;
    private long last = Envelope.NO_TIME;
    private long previous = Envelope.NO_TIME;

    Tally() {}

    void add(Envelope envelope, int payloadBytes) {
        events++;
        bytes += payloadBytes;
        unanswered += envelope.result() == Envelope.UNANSWERED ? 1 : 0;
        failed += envelope.result() > Envelope.OK ? 1 : 0;
        if (envelope.durationNanos() != Envelope.NO_DURATION) {
            durations.add(envelope.durationNanos());
        }
        long time = envelope.timeNanos();
        if (time != Envelope.NO_TIME) {
            happened(time);
        }
    }

    private void happened(long time) {
        if (previous != Envelope.NO_TIME && time >= previous) {
            intervals.add(time - previous);
        }
        previous = time;
        first = first == Envelope.NO_TIME ? time : Math.min(first, time);
        last = Math.max(last, time);
    }

    /** How many events there were. */
    public long events() {
        return events;
    }

    /** How many of them were answered with an error. */
    public long failed() {
        return failed;
    }

    /** How many of them were never answered. */
    public long unanswered() {
        return unanswered;
    }

    /** How many bytes of payload they had together. */
    public long bytes() {
        return bytes;
    }

    /** The earliest time in ns since 1970, or {@link Envelope#NO_TIME}. */
    public long first() {
        return first;
    }

    /** The latest time in ns since 1970, or {@link Envelope#NO_TIME}. */
    public long last() {
        return last;
    }

    /** From the earliest time to the latest in ns; 0 without times. */
    public long spanNanos() {
        return last - first;
    }

    /** From the requests to their answers, where both were seen. */
    public Histogram durations() {
        return durations;
    }

    /** From each event to the next of the group, where both have a time and the clock did not go backwards. */
    public Histogram intervals() {
        return intervals;
    }
}
