package io.vfioreplay.hardware.event;

/**
 * The plain {@link Envelope}, for captures, tests and everything else off the hot path.
 *
 * @param position see {@link Envelope#position()}
 * @param timeNanos see {@link Envelope#timeNanos()}
 * @param durationNanos see {@link Envelope#durationNanos()}
 * @param device see {@link Envelope#device()}
 * @param witness see {@link Envelope#witness()}
 * @param record see {@link Envelope#record()}
 * @param result see {@link Envelope#result()}
 */
public record Stamp(long position, long timeNanos, long durationNanos, int device, int witness, long record, int result)
        implements Envelope {

    /** Throws {@link IllegalArgumentException} on a value outside the ranges that {@link Envelope} gives. */
    public Stamp {
        if (position < NO_POSITION || durationNanos < NO_DURATION || device < HOST || witness < 0) {
            throw new IllegalArgumentException("position %d, duration %d, device %d, witness %d"
                    .formatted(position, durationNanos, device, witness));
        }
        if (record < NO_RECORD || result < UNOBSERVED) {
            throw new IllegalArgumentException("record %d, result %d".formatted(record, result));
        }
    }

    /** A copy of any envelope, safe to keep. */
    public static Stamp copyOf(Envelope from) {
        return from instanceof Stamp stamp
                ? stamp
                : new Stamp(
                        from.position(),
                        from.timeNanos(),
                        from.durationNanos(),
                        from.device(),
                        from.witness(),
                        from.record(),
                        from.result());
    }

    /** A successful event of {@code device} at {@code timeNanos}, without position, duration and record. */
    public static Stamp at(long timeNanos, int device) {
        return new Stamp(NO_POSITION, timeNanos, NO_DURATION, device, 0, NO_RECORD, OK);
    }

    /** This stamp with another {@link #position()}. */
    public Stamp withPosition(long newPosition) {
        return new Stamp(newPosition, timeNanos, durationNanos, device, witness, record, result);
    }

    /** This stamp with another {@link #result()}. */
    public Stamp withResult(int newResult) {
        return new Stamp(position, timeNanos, durationNanos, device, witness, record, newResult);
    }
}
