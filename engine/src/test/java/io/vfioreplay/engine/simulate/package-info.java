/** Tests of simulated migrations: that they follow from their seeds, and that what was done is found. */
@NullMarked
package io.vfioreplay.engine.simulate;

import org.jspecify.annotations.NullMarked;
