@NullMarked
package io.vfioreplay.engine.codec;

import org.jspecify.annotations.NullMarked;
