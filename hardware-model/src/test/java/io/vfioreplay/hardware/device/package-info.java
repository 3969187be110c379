/** Tests of the package of the same name. */
@NullMarked
package io.vfioreplay.hardware.device;

import org.jspecify.annotations.NullMarked;
