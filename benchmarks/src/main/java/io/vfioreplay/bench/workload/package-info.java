/** The events that every contestant is given. */
@NullMarked
package io.vfioreplay.bench.workload;

import org.jspecify.annotations.NullMarked;
