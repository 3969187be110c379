/** A journal as one compressed file, and back, bit for bit. */
@NullMarked
package io.vfioreplay.engine.pack;

import org.jspecify.annotations.NullMarked;
