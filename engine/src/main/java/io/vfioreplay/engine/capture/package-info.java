/** Where events come from: what every kind of capture has in common. The formats are the packages below. */
@NullMarked
package io.vfioreplay.engine.capture;

import org.jspecify.annotations.NullMarked;
