/** Files beside a journal that can be made again from it: checked byte by byte, and whole or not there at all. */
@NullMarked
package io.vfioreplay.journal.side;

import org.jspecify.annotations.NullMarked;
