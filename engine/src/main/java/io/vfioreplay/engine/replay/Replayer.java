package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.journal.format.Damage;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Folds a journal again and compares every digest with the one that was recorded. The first difference is kept; folding goes
 * on to the end, so that the state can be looked at. One thread.
 */
public final class Replayer {

    private static final String STATE_DIGEST = "state digest";
    private static final String NONE = "none";

    private final Timeline timeline;
    private final Fold fold;
    private final Consumer<StateDigest> listener;
    private final Iterator<StateDigest> recorded;
    private final Optional<StateDigest> recordedLast;
    private @Nullable StateDigest expected;
    private @Nullable StateDigest differing;
    private String actual = NONE;
    private @Nullable String notCompared;
    private long events;
    private long compared;
    private long nextPosition;

    private Replayer(Timeline timeline, Fold fold, Consumer<StateDigest> listener) {
        this.timeline = timeline;
        this.fold = fold;
        this.listener = listener;
        this.recorded = timeline.stateDigests().iterator();
        this.recordedLast = timeline.lastStateDigest();
        this.expected = recorded.hasNext() ? recorded.next() : null;
    }

    /**
     * Folds the events from the first one to the one before {@code to}; where that is all of them and damage stops reading, with
     * the chain of the journal verified along.
     *
     * @param fold a fold before its first event; afterwards it holds the state behind the last
     * @param to the first position that is not folded; {@link Long#MAX_VALUE} for all
     * @throws io.vfioreplay.journal.format.CorruptJournalException at damage, unless the timeline skips it
     */
    public static ReplayReport run(Timeline timeline, Fold fold, long to, Progress progress) {
        return run(timeline, fold, to, progress, digest -> {});
    }

    /** The same with someone who is told every digest that this replay makes, whatever the recording says. */
    public static ReplayReport run(
            Timeline timeline, Fold fold, long to, Progress progress, Consumer<StateDigest> listener) {
        Replayer replayer = new Replayer(timeline, fold, listener);
        if (to >= timeline.eventCount() && timeline.isStrict()) {
            timeline.replayVerified(progress, replayer::take);
        } else {
            timeline.replay(new Range(0, to), progress, replayer::take);
        }
        return replayer.report(to);
    }

    private void take(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        long position = envelope.position();
        if (position != nextPosition) {
            giveUp("events before position " + position + " are lost");
        }
        nextPosition = position + 1;
        events++;
        StateDigest made = fold.advance(envelope, kind, values, payload).orElse(null);
        if (made != null) {
            listener.accept(made);
        }
        if (notCompared == null && differing == null) {
            compare(position, made);
        }
    }

    /** Compares what was recorded behind this position, if anything, with what was made there, if anything. */
    private void compare(long position, @Nullable StateDigest made) {
        StateDigest before = expected;
        if (before == null || before.position() > position) {
            if (made != null && before == null && !timeline.isSealed()) {
                giveUp("the journal was not closed in order, and its digests end before position " + position);
            } else if (made != null) {
                differ(new StateDigest(position, NONE, made.version()), made.digest());
            }
        } else if (!before.version().equals(fold.state().version())) {
            giveUp(modelChanged(before));
        } else if (made != null && before.isOfSameState(made)) {
            compared++;
            expected = recorded.hasNext() ? recorded.next() : null;
        } else {
            differ(before, made == null ? NONE : made.digest());
        }
    }

    private void differ(StateDigest before, String replayed) {
        differing = before;
        actual = replayed;
    }

    private void giveUp(String why) {
        if (notCompared == null && differing == null) {
            notCompared = why;
        }
    }

    private String modelChanged(StateDigest before) {
        return "the model changed: digests were recorded by version " + before.version() + ", this is version "
                + fold.state().version();
    }

    private ReplayReport report(long to) {
        for (Damage damage : timeline.damage()) {
            if (damage.firstPosition() >= 0 && damage.firstPosition() < to) {
                giveUp("the journal is damaged: " + damage.text());
            }
        }
        StateDigest last = fold.digest();
        if (nextPosition >= timeline.eventCount() && notCompared == null && differing == null) {
            compareLast(last);
        }
        Optional<Divergence> divergence = Optional.ofNullable(differing).map(this::divergence);
        return new ReplayReport(events, compared, divergence, Optional.ofNullable(notCompared), last);
    }

    private void compareLast(StateDigest last) {
        StateDigest end = recordedLast.orElse(null);
        if (end == null) {
            if (events > 0) {
                giveUp("the journal holds no digest of its last state");
            }
        } else if (!end.version().equals(last.version())) {
            giveUp(modelChanged(end));
        } else if (end.isOfSameState(last)) {
            compared++;
        } else {
            differ(end, last.digest());
        }
    }

    private Divergence divergence(StateDigest expectedDigest) {
        long position = expectedDigest.position();
        return new Divergence(
                position, STATE_DIGEST, expectedDigest.digest(), actual, Divergence.eventsUpTo(timeline, position));
    }
}
