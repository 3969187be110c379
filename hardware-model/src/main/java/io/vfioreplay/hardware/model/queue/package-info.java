/**
 * A queue device that cannot hold its DMA back: the reason why NDMA is optional.
 */
@NullMarked
package io.vfioreplay.hardware.model.queue;

import org.jspecify.annotations.NullMarked;
