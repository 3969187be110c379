/** Tests of journals as a whole: what is written is read, and what was altered is found. */
@NullMarked
package io.vfioreplay.journal;

import org.jspecify.annotations.NullMarked;
