/** Tests of differences. */
@NullMarked
package io.vfioreplay.engine.diff;

import org.jspecify.annotations.NullMarked;
