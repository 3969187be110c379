package io.vfioreplay.engine.shrink;

/** Tries courses one after the other, keeps the best, and ends when the budget is spent or somebody says so. One thread. */
final class Trials {

    private final Keep keep;
    private final int budget;
    private final ShrinkProgress progress;
    private Course best;
    private int tries;
    private boolean isStopped;

    Trials(Course first, Keep keep, int budget, ShrinkProgress progress) {
        this.best = first;
        this.keep = keep;
        this.budget = budget;
        this.progress = progress;
    }

    /** Makes a course the best one, if it shows what is to be kept; never once the budget is spent. */
    boolean accepts(Course candidate) {
        if (isOver()) {
            return false;
        }
        tries++;
        boolean holds = keep.holds(candidate);
        if (holds) {
            best = candidate;
        }
        isStopped = !progress.tried(tries, best);
        return holds;
    }

    boolean isOver() {
        return isStopped || tries >= budget;
    }

    Course best() {
        return best;
    }

    int tries() {
        return tries;
    }
}
