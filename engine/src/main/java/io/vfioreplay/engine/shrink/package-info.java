/**
 * Shrinks recordings: the least that still shows what somebody wants to keep. Recordings are only read; the engine looks at no
 * clock, so the same recordings give the same result.
 */
@NullMarked
package io.vfioreplay.engine.shrink;

import org.jspecify.annotations.NullMarked;
