@NullMarked
package io.vfioreplay.tool.json;

import org.jspecify.annotations.NullMarked;
