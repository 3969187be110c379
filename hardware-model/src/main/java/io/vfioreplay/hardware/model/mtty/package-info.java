/** The serial card of Linux' mediated device samples as a known device, and the smallest complete v2 device there is. */
@NullMarked
package io.vfioreplay.hardware.model.mtty;

import org.jspecify.annotations.NullMarked;
