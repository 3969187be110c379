@NullMarked
package io.vfioreplay.engine.travel;

import org.jspecify.annotations.NullMarked;
