@NullMarked
package io.vfioreplay.engine.capture.vfiouser;

import org.jspecify.annotations.NullMarked;
