package io.vfioreplay.bench.torture;

import io.vfioreplay.bench.torture.Tally.Count;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.ReplayReport;
import io.vfioreplay.engine.replay.Replayer;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.NotAJournalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A journal as a killed writer left it, and what must be true of it: it opens at once, holds every acknowledged event and none that was
 * not recorded, folds to the digests in it, and nothing is wrong with it but its end.
 *
 * @param directory where it is
 * @param plan what was to be recorded
 * @param published the last acknowledged position, -1 for none
 * @param isSealed whether its writer had closed it
 */
record KilledJournal(Path directory, JournalPlan plan, long published, boolean isSealed) {

    /** Far above what opening takes on a busy machine, and below the time for which a store would wait for a dead writer's lock. */
    private static final long OPEN_NANOS_MAX = TimeUnit.SECONDS.toNanos(10);

    private static final Set<DamageCode> OF_A_KILL = EnumSet.of(DamageCode.TORN_TAIL, DamageCode.NOT_SEALED);

    /** What is not as it must be, in words; empty when all is well. */
    List<String> check(Tally tally) {
        List<String> wrong = new ArrayList<>();
        tally.add(Count.JOURNALS, 1);
        tally.add(Count.SEALED, isSealed ? 1 : 0);
        try {
            checkEvents(wrong, tally);
            checkDamage(wrong, tally);
        } catch (NotAJournalException unfinished) {
            tally.add(Count.UNFINISHED, 1);
            if (published >= 0 || isSealed) {
                wrong.add("acknowledged up to position " + published + ", and then: " + unfinished.getMessage());
            }
        } catch (RuntimeException | Error failed) {
            wrong.add("reading ended with " + failed);
        }
        return wrong;
    }

    private void checkEvents(List<String> wrong, Tally tally) {
        long start = System.nanoTime();
        try (Timeline timeline = Timeline.open(directory, DamagePolicy.STRICT)) {
            long nanos = System.nanoTime() - start;
            if (nanos > OPEN_NANOS_MAX) {
                wrong.add("opening took " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
            }
            EventComparison events = new EventComparison(plan);
            timeline.replay(Range.ALL, Progress.NONE, events);
            tally.add(Count.EVENTS, events.events());
            events.difference().ifPresent(wrong::add);
            events.missing().forEach(hole -> wrong.add("positions " + hole + " are not there"));
            checkEnd(events.nextPosition(), timeline, wrong);
            if (plan.isFolded()) {
                checkDigests(timeline, wrong);
            }
        }
    }

    private void checkEnd(long next, Timeline timeline, List<String> wrong) {
        if (next <= published) {
            wrong.add("position " + published + " was acknowledged, and the last one is " + (next - 1));
        }
        if (next != timeline.eventCount()) {
            wrong.add(next + " events were delivered of " + timeline.eventCount());
        }
        if (isSealed && (next != plan.events() || !timeline.isSealed())) {
            wrong.add("it was sealed with " + plan.events() + " events, and has " + next + ", sealed: "
                    + timeline.isSealed());
        }
    }

    private static void checkDigests(Timeline timeline, List<String> wrong) {
        ReplayReport report = Replayer.run(timeline, HostState.fold(), Long.MAX_VALUE, Progress.NONE);
        report.divergence().ifPresent(divergence -> wrong.add("the replay differs: " + divergence));
    }

    private void checkDamage(List<String> wrong, Tally tally) {
        JournalVerifier.Report report = JournalVerifier.verify(directory);
        for (Damage damage : report.damage()) {
            tally.add(Count.TORN_TAILS, damage.code() == DamageCode.TORN_TAIL ? 1 : 0);
            if (isSealed || !OF_A_KILL.contains(damage.code())) {
                wrong.add("verify says " + damage.text());
            }
        }
    }
}
