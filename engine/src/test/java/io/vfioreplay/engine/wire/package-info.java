@NullMarked
package io.vfioreplay.engine.wire;

import org.jspecify.annotations.NullMarked;
