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
                            matching.take(Event.copyOf(envelope, kind, values, payload), wrong));
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

        void take(Event found, List<String> wrong) {
            long at = next;
            while (at < plan.events()
                    && !EventComparison.isSame(found, plan.script().at(at))) {
                at++;
            }
            if (at < plan.events()) {
                next = at + 1;
                matched++;
            } else if (found.kind() != EventKind.EVENTS_LOST) {
                wrong.add("the recovered journal has " + found + ", which was not recorded there");
            }
        }
    }
}
