@NullMarked
package io.vfioreplay.tool.debug;

import org.jspecify.annotations.NullMarked;
