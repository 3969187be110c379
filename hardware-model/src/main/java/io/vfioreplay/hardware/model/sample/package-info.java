/** The sample server of libvfio-user as a known device: a deadline, some memory, and a stream of both. */
@NullMarked
package io.vfioreplay.hardware.model.sample;

import org.jspecify.annotations.NullMarked;
