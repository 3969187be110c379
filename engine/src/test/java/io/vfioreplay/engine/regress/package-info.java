/** Tests of cases, expectations and their comparison. */
@NullMarked
package io.vfioreplay.engine.regress;

import org.jspecify.annotations.NullMarked;
