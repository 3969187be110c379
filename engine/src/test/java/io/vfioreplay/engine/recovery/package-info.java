@NullMarked
package io.vfioreplay.engine.recovery;

import org.jspecify.annotations.NullMarked;
