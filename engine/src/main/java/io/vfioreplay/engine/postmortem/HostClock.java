package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock of one host, as it went when the attempt that is judged was decided.
 *
 * @param steps where it was set back, in the order of the recording
 * @param position at which the attempt was decided
 */
record HostClock(List<ClockStep> steps, long position) {

    /** Keeps a copy. */
    HostClock {
        steps = List.copyOf(steps);
    }

    /** The clock by which an attempt was recorded; a clock without steps where there is none. */
    static HostClock of(@Nullable Evidence evidence, @Nullable Attempt attempt) {
        if (evidence == null || attempt == null) {
            return new HostClock(List.of(), 0);
        }
        List<ClockStep> own = evidence.observer().clockSteps().stream()
                .filter(step -> step.witness() == attempt.witness)
                .toList();
        return new HostClock(own, attempt.decidedBy());
    }

    /** Whether no step lies between this position and that of the decision. */
    boolean isSure(long at) {
        return !isSteppedBetween(at, position);
    }

    /** A time at a position on the scale that the clock had at the decision; what lies across a step is a guess. */
    long nanos(long at, long timeNanos) {
        return timeNanos == Envelope.NO_TIME ? timeNanos : Nanos.between(back(at) - back(position), timeNanos);
    }

    /** Whether the clock was set between two positions, the second included. */
    boolean isSteppedBetween(long from, long to) {
        return back(from) != back(to);
    }

    private long back(long at) {
        long sum = 0;
        for (ClockStep step : steps) {
            sum += step.moment().position() <= at ? step.nanos() : 0;
        }
        return sum;
    }
}
