@NullMarked
package io.vfioreplay.engine.export;

import org.jspecify.annotations.NullMarked;
