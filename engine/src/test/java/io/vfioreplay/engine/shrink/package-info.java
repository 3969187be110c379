@NullMarked
package io.vfioreplay.engine.shrink;

import org.jspecify.annotations.NullMarked;
