@NullMarked
package io.vfioreplay.engine.capture.qmp;

import org.jspecify.annotations.NullMarked;
