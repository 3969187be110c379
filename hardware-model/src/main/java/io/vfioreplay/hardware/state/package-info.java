/**
 * The canonical state tree: what models are shown as, compared by and digested over; running hashes, and snapshots as bytes. It knows paths and texts, not what
 * they mean.
 */
@NullMarked
package io.vfioreplay.hardware.state;

import org.jspecify.annotations.NullMarked;
