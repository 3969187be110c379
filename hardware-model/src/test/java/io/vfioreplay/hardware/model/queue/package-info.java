/** The queue device: its registers, its descriptors, and how badly it holds still. */
@NullMarked
package io.vfioreplay.hardware.model.queue;

import org.jspecify.annotations.NullMarked;
