/** QEMU migration streams: finds the sections of VFIO devices among those of the RAM and of all other devices. */
@NullMarked
package io.vfioreplay.engine.capture.stream;

import org.jspecify.annotations.NullMarked;
