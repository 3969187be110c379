/** Events to bytes and back, one generation per format version, driven by the table of kinds and fields. */
@NullMarked
package io.vfioreplay.engine.codec;

import org.jspecify.annotations.NullMarked;
