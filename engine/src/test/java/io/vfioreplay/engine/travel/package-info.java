/** Tests of travelling: everything that is found quickly is found by brute force too. */
@NullMarked
package io.vfioreplay.engine.travel;

import org.jspecify.annotations.NullMarked;
