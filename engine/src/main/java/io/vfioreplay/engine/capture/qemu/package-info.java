/** What QEMU itself tells of a migration: its trace events, written as text or as binary records, and its error texts. */
@NullMarked
package io.vfioreplay.engine.capture.qemu;

import org.jspecify.annotations.NullMarked;
