/** Tests of the package of the same name. */
@NullMarked
package io.vfioreplay.hardware.model.mtty;

import org.jspecify.annotations.NullMarked;
