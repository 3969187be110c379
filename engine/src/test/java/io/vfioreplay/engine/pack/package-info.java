@NullMarked
package io.vfioreplay.engine.pack;

import org.jspecify.annotations.NullMarked;
