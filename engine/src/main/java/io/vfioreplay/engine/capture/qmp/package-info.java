/**
 * Transcripts of QMP, the monitor of QEMU, as a second witness of a migration: what each VMM said about its outcome and its
 * reason, and what it told about its devices.
 */
@NullMarked
package io.vfioreplay.engine.capture.qmp;

import org.jspecify.annotations.NullMarked;
