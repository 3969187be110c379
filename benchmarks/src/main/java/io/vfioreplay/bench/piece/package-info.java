/** The pieces, each alone, with JMH: for finding out where time goes, not for comparing. */
@NullMarked
package io.vfioreplay.bench.piece;

import org.jspecify.annotations.NullMarked;
