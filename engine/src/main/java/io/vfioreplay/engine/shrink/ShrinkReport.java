package io.vfioreplay.engine.shrink;

/**
 * What came of shrinking.
 *
 * @param before what was recorded
 * @param after the least that was found to show what was to be kept
 * @param tries how many courses were tried
 * @param isMinimal whether no single event can be left out any more; otherwise the budget ended, or somebody ended it
 */
public record ShrinkReport(Course before, Course after, int tries, boolean isMinimal) {}
