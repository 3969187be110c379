/**
 * Devices as folds over their events. The observed device knows nothing but what was seen: registers, mappings,
 * interrupts, streams, and which states the device can be in.
 */
@NullMarked
package io.vfioreplay.hardware.device;

import org.jspecify.annotations.NullMarked;
