/**
 * A device that holds its DMA back when asked to and sends its internal memory ahead: what NDMA and pre-copy are for.
 */
@NullMarked
package io.vfioreplay.hardware.model.ndma;

import org.jspecify.annotations.NullMarked;
