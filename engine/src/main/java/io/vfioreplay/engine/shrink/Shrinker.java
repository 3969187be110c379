package io.vfioreplay.engine.shrink;

import java.util.Optional;

/**
 * Makes recordings as small as they can be while they still show something: leaves out devices, witnesses, kinds of events, migration
 * data on both sides at once, then single events; shortens payloads; normalises times; and begins again until nothing changes. No
 * event is moved or added, so nothing is ever said to be lost. One thread.
 */
public final class Shrinker {

    private Shrinker() {}

    /**
     * Shrinks.
     *
     * @param whole what was recorded
     * @param keep what must still be shown
     * @param budget how many courses may be tried at most
     * @param progress is told of each, and may end the run
     * @return empty when not even the whole shows what is to be kept
     */
    public static Optional<ShrinkReport> run(Course whole, Keep keep, int budget, ShrinkProgress progress) {
        if (!keep.holds(whole)) {
            return Optional.empty();
        }
        Trials trials = new Trials(whole, keep, budget, progress);
        boolean changed = true;
        while (changed && !trials.isOver()) {
            changed = Removal.ofParts(trials, Parts.coarse(trials.best()));
            changed |= Removal.ofParts(trials, Parts.sameData(trials.best()));
            changed |= Removal.ofEvents(trials);
            changed |= Payloads.shorten(trials);
            changed |= Times.normalise(trials);
        }
        return Optional.of(new ShrinkReport(whole, trials.best(), trials.tries(), !trials.isOver()));
    }
}
