/** Counts, rates and histograms over the events of a journal, in bounded memory. */
@NullMarked
package io.vfioreplay.engine.stats;

import org.jspecify.annotations.NullMarked;
