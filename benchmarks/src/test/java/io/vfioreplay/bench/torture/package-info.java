/** Tests of the torture run: a small one, and that it would notice. */
@NullMarked
package io.vfioreplay.bench.torture;

import org.jspecify.annotations.NullMarked;
