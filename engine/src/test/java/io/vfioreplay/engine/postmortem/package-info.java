/** Tests of verdict and blame. */
@NullMarked
package io.vfioreplay.engine.postmortem;

import org.jspecify.annotations.NullMarked;
