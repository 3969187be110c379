/** Tests of reading journals forwards and folding them again. */
@NullMarked
package io.vfioreplay.engine.replay;

import org.jspecify.annotations.NullMarked;
