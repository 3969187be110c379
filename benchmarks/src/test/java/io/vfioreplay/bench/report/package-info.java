@NullMarked
package io.vfioreplay.bench.report;

import org.jspecify.annotations.NullMarked;
