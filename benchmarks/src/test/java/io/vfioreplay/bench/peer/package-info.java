@NullMarked
package io.vfioreplay.bench.peer;

import org.jspecify.annotations.NullMarked;
