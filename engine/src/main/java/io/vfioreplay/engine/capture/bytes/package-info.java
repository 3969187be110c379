/** The bytes and the lines of capture files, decompressed where their content says so: the only importer of zstd. */
@NullMarked
package io.vfioreplay.engine.capture.bytes;

import org.jspecify.annotations.NullMarked;
