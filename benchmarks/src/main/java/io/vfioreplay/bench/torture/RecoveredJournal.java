package io.vfioreplay.bench.torture;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal that was recovered, and what must be true of it: it is sound, and its events are those that were recorded, in their order,
 * beside the gaps that tell what is missing.
 *
 * @param directory where it is
 * @param plan what was recorded
 */
record RecoveredJournal(Path directory, JournalPlan plan) {

    /**
     * What is not as it must be, in words; empty when all is well.
     *
     * @param eventsMin so many events at least were good
     */
    List<String> check(long eventsMin) {
        return check(eventsMin, false);
    }

    /**
     * The same for a journal in which blocks of another one stood.
     *
     * @param mayHoldOthers whether events of the other journal may have come along: its blocks vouch for each other, so that where
     *     they meet those of this one nobody can say which are foreign, only that something is wrong
     */
    List<String> check(long eventsMin, boolean mayHoldOthers) {
        List<String> wrong = new ArrayList<>();
        JournalVerifier.Report report = JournalVerifier.verify(directory);
        if (!report.isClean()) {
            wrong.add("the recovered journal is not clean: " + report);
        }
        Matching matching = new Matching();
        try (Timeline timeline = Timeline.open(directory, DamagePolicy.STRICT)) {
            timeline.replay(
                    Range.ALL,
                    Progress.NONE,
                    (envelope, kind, values, payload) ->
                            matching.take(Event.copyOf(envelope, kind, values, payload), mayHoldOthers, wrong));
        }
        if (matching.matched < eventsMin) {
            wrong.add("of " + eventsMin + " good events " + matching.matched + " were recovered");
        }
        return wrong;
    }

    /** Finds each event among those that were recorded behind the one before it. */
    private final class Matching {
        private long next;
        private long matched;

        void take(Event found, boolean mayBeAnothers, List<String> wrong) {
            long at = next;
            while (at < plan.events()
                    && !EventComparison.isSame(found, plan.script().at(at))) {
                at++;
            }
            if (at < plan.events()) {
                next = at + 1;
                matched++;
            } else if (found.kind() != EventKind.EVENTS_LOST && !mayBeAnothers) {
                wrong.add("the recovered journal has " + found + ", which was not recorded there");
            }
        }
    }
}
