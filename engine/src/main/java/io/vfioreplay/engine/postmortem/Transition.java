package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;

/**
 * One request for a state, seen as a step of an attempt.
 *
 * @param attempt the attempt
 * @param from the state that the device is believed to be in
 * @param wanted the state asked for
 * @param label its name
 */
record Transition(Attempt attempt, StateRole from, StateRole wanted, String label) {

    void apply(Envelope envelope, Moment moment) {
        if (attempt.over) {
            afterwards(envelope, moment);
            return;
        }
        boolean recovered = !attempt.isSaving && !attempt.entered && attempt.firstFailure() != null;
        if (recovered && wanted != StateRole.RESUMING) {
            attempt.over = true; // The device never was in RESUMING: to run again is no arrival.
            return;
        }
        asked(envelope, moment);
        if (envelope.succeeded()) {
            attempt.entered(wanted, label, moment);
            done(moment);
        } else {
            Trouble.Kind kind =
                    envelope.result() == Envelope.UNANSWERED ? Trouble.Kind.UNANSWERED : Trouble.Kind.REFUSED;
            attempt.trouble(new Trouble(kind, moment, EventKind.DEVICE_STATE_SET, "SET " + label, envelope.result()));
        }
    }

    private void asked(Envelope envelope, Moment moment) {
        if (!attempt.isSaving) {
            if (from == StateRole.RESUMING && wanted != StateRole.RESUMING) {
                attempt.committing = moment;
            }
            return;
        }
        boolean savingGivenUp = from.isSaving() && wanted.isRunning();
        boolean preCopyGivenUp = from == StateRole.PRE_COPY && wanted == StateRole.STOPPED;
        boolean rolledBack = attempt.left != null && wanted.isRunning();
        if (attempt.cancel == null && (savingGivenUp || preCopyGivenUp || rolledBack)) {
            attempt.cancel = moment;
            attempt.cancelledFromSaving = !rolledBack || attempt.leftEarly != null;
        }
        if (from == StateRole.STOP_COPY
                && wanted == StateRole.STOPPED
                && !attempt.endOfStream
                && attempt.holes.isEmpty() // The end may be what the recording misses.
                && attempt.view.showsData()) {
            attempt.leftEarly = moment;
        }
        if (attempt.paused == null
                && !wanted.isRunning()
                && wanted != StateRole.PRE_COPY
                && !envelopeRefused(envelope)) {
            attempt.paused = moment;
        }
    }

    private static boolean envelopeRefused(Envelope envelope) {
        return envelope.result() > 0;
    }

    private void done(Moment moment) {
        if (attempt.isSaving) {
            saved(moment);
        } else if (wanted != StateRole.RESUMING) {
            attempt.committed = attempt.committed == null ? moment : attempt.committed;
            if (wanted == StateRole.RUNNING) {
                reachedRunning(attempt, moment);
            }
        }
    }

    private void saved(Moment moment) {
        if (wanted == StateRole.STOP_COPY && attempt.tailStart < 0) {
            attempt.stopCopy = moment;
            attempt.tailStart = attempt.chunks.length();
        } else if (!wanted.isSaving() && attempt.left == null) {
            attempt.left = moment;
        }
        if (wanted == StateRole.RUNNING) {
            attempt.backToRunning = moment;
            attempt.over = true;
        }
    }

    static void reachedRunning(Attempt attempt, Moment moment) {
        attempt.committed = attempt.committed == null ? moment : attempt.committed;
        attempt.running = moment;
        attempt.over = true;
    }

    private void afterwards(Envelope envelope, Moment moment) {
        if (attempt.isSaving && wanted == StateRole.RUNNING && envelope.succeeded() && attempt.backToRunning == null) {
            attempt.backToRunning = moment;
        }
    }
}
