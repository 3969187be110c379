/** The only importer of the Disruptor: brings events of any thread into one order, folds them and journals them. */
@NullMarked
package io.vfioreplay.engine.pipeline;

import org.jspecify.annotations.NullMarked;
