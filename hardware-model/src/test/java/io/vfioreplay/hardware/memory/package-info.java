/** Tests of the package of the same name. */
@NullMarked
package io.vfioreplay.hardware.memory;

import org.jspecify.annotations.NullMarked;
