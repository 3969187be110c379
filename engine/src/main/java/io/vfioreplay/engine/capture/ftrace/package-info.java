/** The text of Linux ftrace: probes and trace events into events, by mappings that say what each probe means. */
@NullMarked
package io.vfioreplay.engine.capture.ftrace;

import org.jspecify.annotations.NullMarked;
