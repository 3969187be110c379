@NullMarked
package io.vfioreplay.tool.junit;

import org.jspecify.annotations.NullMarked;
