@NullMarked
package io.vfioreplay.bench.measure;

import org.jspecify.annotations.NullMarked;
