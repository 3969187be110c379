/** What was on the wire of a vfio-user connection, packet by packet: foretold from the events, and kept where it was otherwise. */
@NullMarked
package io.vfioreplay.engine.wire;

import org.jspecify.annotations.NullMarked;
