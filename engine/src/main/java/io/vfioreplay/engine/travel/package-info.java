/** Moving about in journals: where one is, how one gets elsewhere, and when what last changed. */
@NullMarked
package io.vfioreplay.engine.travel;

import org.jspecify.annotations.NullMarked;
