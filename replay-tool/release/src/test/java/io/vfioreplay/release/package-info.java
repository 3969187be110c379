@NullMarked
package io.vfioreplay.release;

import org.jspecify.annotations.NullMarked;
