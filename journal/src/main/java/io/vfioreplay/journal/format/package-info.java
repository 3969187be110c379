/** The bytes of a journal: block frames, checksums, the chain, and what can be wrong with them. */
@NullMarked
package io.vfioreplay.journal.format;

import org.jspecify.annotations.NullMarked;
