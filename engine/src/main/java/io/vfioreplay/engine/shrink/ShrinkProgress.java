package io.vfioreplay.engine.shrink;

/** Follows a run of {@link Shrinker}, and may end it. */
@FunctionalInterface
public interface ShrinkProgress {
    /** Shows nothing, and never ends a run. */
    ShrinkProgress NONE = (tries, best) -> true;

    /**
     * Another try was made.
     *
     * @param tries how many there were
     * @param best the least that shows what is to be kept, so far
     * @return whether to go on; otherwise the best so far is the result
     */
    boolean tried(int tries, Course best);
}
