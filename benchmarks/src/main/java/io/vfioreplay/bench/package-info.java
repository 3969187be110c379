/** The numbers: benchmarks beside their peers, and the recordings that they need. */
@NullMarked
package io.vfioreplay.bench;

import org.jspecify.annotations.NullMarked;
