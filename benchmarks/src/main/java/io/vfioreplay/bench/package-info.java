/** The numbers: {@code vfio-replay bench}, and the recordings that other measurements need. */
@NullMarked
package io.vfioreplay.bench;

import org.jspecify.annotations.NullMarked;
