/** The vfio-user protocol as it was recorded: messages into events. */
@NullMarked
package io.vfioreplay.engine.capture.vfiouser;

import org.jspecify.annotations.NullMarked;
