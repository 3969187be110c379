/** Tests of the package of the same name. */
@NullMarked
package io.vfioreplay.hardware.state;

import org.jspecify.annotations.NullMarked;
