/**
 * What a directory of recordings exercises: which rules, which transitions of the state machines, which kinds of faults; and which
 * never. {@link io.vfioreplay.engine.coverage.Coverage} is the answer.
 */
@NullMarked
package io.vfioreplay.engine.coverage;

import org.jspecify.annotations.NullMarked;
