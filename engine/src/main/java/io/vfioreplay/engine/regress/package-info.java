/**
 * Regression tests made of recordings: what a recording must say, kept beside it as an
 * {@link io.vfioreplay.engine.regress.Observation}, and compared with what it says now.
 * {@link io.vfioreplay.engine.regress.CaseFinder} finds the cases of a directory, {@link io.vfioreplay.engine.regress.Regression}
 * runs them.
 */
@NullMarked
package io.vfioreplay.engine.regress;

import org.jspecify.annotations.NullMarked;
