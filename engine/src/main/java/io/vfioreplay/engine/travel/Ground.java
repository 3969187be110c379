package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.postmortem.Side;

/**
 * An event that another depends on.
 *
 * @param side in which recording
 * @param position there
 * @param reason what the other has to do with it, in words
 */
record Ground(Side side, long position, String reason) {}
