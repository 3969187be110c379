/** Journals forwards: events of any range, folded again and compared with what was found while recording. */
@NullMarked
package io.vfioreplay.engine.replay;

import org.jspecify.annotations.NullMarked;
