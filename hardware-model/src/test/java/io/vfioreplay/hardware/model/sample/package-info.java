/** Tests of the package of the same name. */
@NullMarked
package io.vfioreplay.hardware.model.sample;

import org.jspecify.annotations.NullMarked;
