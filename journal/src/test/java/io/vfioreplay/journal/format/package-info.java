/** Tests of frames. */
@NullMarked
package io.vfioreplay.journal.format;

import org.jspecify.annotations.NullMarked;
