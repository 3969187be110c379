/** Tests of what the models of known devices share. */
@NullMarked
package io.vfioreplay.hardware.model;

import org.jspecify.annotations.NullMarked;
