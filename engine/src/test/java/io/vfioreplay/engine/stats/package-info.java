@NullMarked
package io.vfioreplay.engine.stats;

import org.jspecify.annotations.NullMarked;
