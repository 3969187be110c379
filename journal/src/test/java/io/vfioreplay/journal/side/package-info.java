@NullMarked
package io.vfioreplay.journal.side;

import org.jspecify.annotations.NullMarked;
