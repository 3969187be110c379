/** Captures into journals: finds the format of a file, merges several captures of one host, records them. */
@NullMarked
package io.vfioreplay.engine.ingest;

import org.jspecify.annotations.NullMarked;
