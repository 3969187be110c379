/** Tests of what goes through Chronicle, with Chronicle as the oracle. */
@NullMarked
package io.vfioreplay.journal.chronicle;

import org.jspecify.annotations.NullMarked;
