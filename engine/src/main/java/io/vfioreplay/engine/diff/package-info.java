/**
 * Differences: stream against stream, run against run, state against state. Pure comparison of what was recorded; nothing
 * here decides who is to blame.
 */
@NullMarked
package io.vfioreplay.engine.diff;

import org.jspecify.annotations.NullMarked;
