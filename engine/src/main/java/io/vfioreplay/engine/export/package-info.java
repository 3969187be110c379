/** Journals in the formats of other people's tools. */
@NullMarked
package io.vfioreplay.engine.export;

import org.jspecify.annotations.NullMarked;
