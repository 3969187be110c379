@NullMarked
package io.vfioreplay.engine.capture.mmiotrace;

import org.jspecify.annotations.NullMarked;
