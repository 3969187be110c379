package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches the clocks of the witnesses of a recording for being set back. Threads write their lines a little out of order and a
 * late event carries an old time; so a step is more than {@value #STEP_NANOS_MIN} ns, and the next event must agree.
 *
 * <p>ours: a clock that is set forward looks like silence and is not found here; {@link ClockBounds} may contradict themselves
 * then.
 */
final class ClockWatch {

    private static final long STEP_NANOS_MIN = 1_000_000_000;
    private static final int WITNESSES_MAX = 64;
    private static final int STEPS_MAX = 256;

    private final long[] latest = new long[WITNESSES_MAX];
    private final @Nullable ClockStep[] suspected = new @Nullable ClockStep[WITNESSES_MAX];
    private final List<ClockStep> steps = new ArrayList<>();

    ClockWatch() {
        Arrays.fill(latest, Envelope.NO_TIME);
    }

    /** Takes the next event; {@code seenBy} is its witness. */
    void see(Envelope envelope, Witness seenBy) {
        int witness = envelope.witness();
        long time = envelope.timeNanos();
        // A request that was never answered comes at the end, with the time at which it was made.
        boolean tells = time != Envelope.NO_TIME && envelope.result() != Envelope.UNANSWERED;
        if (!tells || witness < 0 || witness >= WITNESSES_MAX) {
            return;
        }
        long back = latest[witness] == Envelope.NO_TIME ? 0 : Nanos.between(time, latest[witness]);
        ClockStep before = suspected[witness];
        if (back <= STEP_NANOS_MIN) {
            suspected[witness] = null;
            latest[witness] = Math.max(latest[witness], time);
        } else if (before == null) {
            suspected[witness] = new ClockStep(witness, Moment.of(envelope, seenBy), -back);
        } else {
            suspected[witness] = null;
            latest[witness] = Math.max(before.moment().timeNanos(), time);
            if (steps.size() < STEPS_MAX) {
                steps.add(before);
            }
        }
    }

    /** The steps in the order in which they were found, at most {@value #STEPS_MAX}. */
    List<ClockStep> steps() {
        return steps;
    }
}
