/** How it is measured: rounds, clocks, schedules, and one class for each measure. */
@NullMarked
package io.vfioreplay.bench.measure;

import org.jspecify.annotations.NullMarked;
