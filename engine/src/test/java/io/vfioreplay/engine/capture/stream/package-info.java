/** Tests of reading QEMU migration streams: recorded ones, hand-made ones, and damaged ones. */
@NullMarked
package io.vfioreplay.engine.capture.stream;

import org.jspecify.annotations.NullMarked;
