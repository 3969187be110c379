/** The text of the Linux mmiotrace tracer: what a guest's or a host's driver did to the registers of its devices. */
@NullMarked
package io.vfioreplay.engine.capture.mmiotrace;

import org.jspecify.annotations.NullMarked;
