/**
 * What if: a journal's events with some left out, changed or added, and how that compares with what really happened. Journals are
 * only read.
 */
@NullMarked
package io.vfioreplay.engine.whatif;

import org.jspecify.annotations.NullMarked;
