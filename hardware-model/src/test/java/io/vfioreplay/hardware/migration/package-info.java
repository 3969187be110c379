/** Tests of the package of the same name. */
@NullMarked
package io.vfioreplay.hardware.migration;

import org.jspecify.annotations.NullMarked;
