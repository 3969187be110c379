package io.vfioreplay.bench.torture;

import io.vfioreplay.bench.torture.Tally.Count;
import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.JournalException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A damaged journal beside the one it was made of, and what must be true of it: whatever it answers differently, it says so, by one of
 * the three exceptions of the format or by a damage that covers it. Reading on past the damage included.
 */
final class DamagedJournal {

    private final Original original;
    private final Path directory;
    private final Tally tally;
    private final List<String> wrong = new ArrayList<>();
    private boolean isChanged;

    DamagedJournal(Original original, Path directory, Tally tally) {
        this.original = original;
        this.directory = directory;
        this.tally = tally;
    }

    /** What is not as it must be, in words; empty when all is well. */
    List<String> check() {
        Optional<JournalVerifier.Report> report = verify();
        boolean isFound = report.isEmpty() || !report.get().damage().isEmpty();
        read(DamagePolicy.STRICT, isFound);
        read(DamagePolicy.SKIP, isFound);
        boolean isNews = report.isEmpty() || report.get().damage().size() > (original.isSealed() ? 0 : 1);
        tally.add(Count.DAMAGE_TRIALS, 1);
        tally.add(isNews ? Count.FOUND : Count.HARMLESS, isNews || !isChanged ? 1 : 0);
        return wrong;
    }

    private Optional<JournalVerifier.Report> verify() {
        try {
            return Optional.of(JournalVerifier.verify(directory));
        } catch (JournalException refused) {
            return Optional.empty();
        } catch (RuntimeException | Error failed) {
            wrong.add("verify ended with " + failed);
            return Optional.empty();
        }
    }

    private void read(DamagePolicy policy, boolean isFound) {
        EventComparison events = new EventComparison(original.plan());
        try (Timeline timeline = Timeline.open(directory, policy)) {
            timeline.replay(Range.ALL, Progress.NONE, events);
            compareEnd(events, timeline, policy, isFound);
            compareRest(timeline, isFound);
        } catch (JournalException said) {
            isChanged = true;
        } catch (RuntimeException | Error failed) {
            wrong.add(policy + " reading ended with " + failed);
        }
        tally.add(Count.EVENTS, events.events());
        compareEvents(events, policy, isFound);
    }

    private void compareEvents(EventComparison events, DamagePolicy policy, boolean isFound) {
        events.difference().ifPresent(difference -> differ(policy, difference, isFound));
        isChanged |= !events.missing().isEmpty();
        if (policy == DamagePolicy.STRICT && !events.missing().isEmpty()) {
            wrong.add("STRICT reading went on behind missing positions " + events.missing());
        }
    }

    /** Reading checks each block by itself; that a good one is of another journal is seen by the chain, which verify follows. */
    private void differ(DamagePolicy policy, String how, boolean isFound) {
        isChanged = true;
        if (!isFound) {
            wrong.add(policy + " reading: " + how);
        } else if (policy == DamagePolicy.STRICT) {
            tally.add(Count.CHAIN_ONLY, 1);
        }
    }

    /** Reading came to the end without an exception: what it did not deliver must be accounted for. */
    private void compareEnd(EventComparison events, Timeline timeline, DamagePolicy policy, boolean isFound) {
        boolean isShort = events.nextPosition() < original.plan().events();
        isChanged |= isShort;
        if (isShort && timeline.isSealed() && !isTold(events.nextPosition(), timeline)) {
            // The last block of another, shorter journal.
            differ(policy, "the journal ends at position " + events.nextPosition() + ", sealed", isFound);
        }
        for (Range hole : events.missing()) {
            for (long position = hole.from(); position < hole.to(); position++) {
                if (!isTold(position, timeline)) {
                    wrong.add(policy + " reading passed over position " + position + " and tells " + timeline.damage());
                    return;
                }
            }
        }
    }

    /** A payload that is gone takes its event with it, and is told by where the payload is. */
    private static boolean isTold(long position, Timeline timeline) {
        for (Damage damage : timeline.damage()) {
            boolean isPlace = damage.firstPosition() == Damage.SOME_POSITIONS;
            boolean covers = position >= damage.firstPosition() && position <= damage.lastPosition();
            if (covers || (isPlace && damage.code().stopsReading())) {
                return true;
            }
        }
        return false;
    }

    private void compareRest(Timeline timeline, boolean isFound) {
        boolean isSame = timeline.digest().equals(original.digest())
                && timeline.records().equals(original.records())
                && timeline.isSealed() == original.isSealed();
        isChanged |= !isSame;
        if (!isSame && !isFound) {
            wrong.add("digest, records or seal differ, and verify finds nothing");
        }
    }
}
