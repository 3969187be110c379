/** The only importer of Chronicle: appends blocks to a queue, and describes journals in self-describing Wire. */
@NullMarked
package io.vfioreplay.journal.chronicle;

import org.jspecify.annotations.NullMarked;
