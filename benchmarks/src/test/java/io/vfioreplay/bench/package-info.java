/** Measures the whole, and tests what only a module that sees all the others can see. */
@NullMarked
package io.vfioreplay.bench;

import org.jspecify.annotations.NullMarked;
