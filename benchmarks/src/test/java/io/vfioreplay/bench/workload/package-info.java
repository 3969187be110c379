@NullMarked
package io.vfioreplay.bench.workload;

import org.jspecify.annotations.NullMarked;
