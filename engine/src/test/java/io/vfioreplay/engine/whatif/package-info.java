@NullMarked
package io.vfioreplay.engine.whatif;

import org.jspecify.annotations.NullMarked;
