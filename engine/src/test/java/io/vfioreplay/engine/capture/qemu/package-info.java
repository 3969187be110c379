/** Tests of reading what QEMU wrote. */
@NullMarked
package io.vfioreplay.engine.capture.qemu;

import org.jspecify.annotations.NullMarked;
