@NullMarked
package io.vfioreplay.hardware.event;

import org.jspecify.annotations.NullMarked;
