/**
 * The vocabulary: everything about a VFIO device that can differ between two runs, as one method per kind of event
 * ({@link io.vfioreplay.hardware.event.EventSink}) and as one table of kinds and fields
 * ({@link io.vfioreplay.hardware.event.EventKind}). Writing an event is calling its method, reading is implementing it.
 */
@NullMarked
package io.vfioreplay.hardware.event;

import org.jspecify.annotations.NullMarked;
