/** A new journal of everything that is provably good in a damaged one, with events that say what is missing where. */
@NullMarked
package io.vfioreplay.engine.recovery;

import org.jspecify.annotations.NullMarked;
