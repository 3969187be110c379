@NullMarked
package io.vfioreplay.engine.index;

import org.jspecify.annotations.NullMarked;
