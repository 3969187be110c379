/** The device with NDMA and pre-copy: its registers, how still it holds, and that its stream loses nothing. */
@NullMarked
package io.vfioreplay.hardware.model.ndma;

import org.jspecify.annotations.NullMarked;
