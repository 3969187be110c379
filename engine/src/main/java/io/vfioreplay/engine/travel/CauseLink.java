package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.postmortem.Side;

/**
 * One event of the chain behind another.
 *
 * @param side in which recording
 * @param position there
 * @param depth 0 for the event that is asked for, 1 for what it depends on, and so on
 * @param event in one line
 * @param reason what it has to do with the event above it, in words
 */
public record CauseLink(Side side, long position, int depth, String event, String reason) {}
