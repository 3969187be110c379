package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Stamp;

/**
 * When and where something happened.
 *
 * @param device the device's number
 * @param timeNanos by the clock of the trace
 * @param durationNanos how long it took, or {@link Envelope#NO_DURATION}
 * @param line the number of the line, from 1
 * @param result how it ended
 */
record Moment(int device, long timeNanos, long durationNanos, long line, int result) {

    Stamp stamp(int witness) {
        return new Stamp(Envelope.NO_POSITION, timeNanos, durationNanos, device, witness, line, result);
    }
}
