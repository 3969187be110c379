@NullMarked
package io.vfioreplay.tool.shell;

import org.jspecify.annotations.NullMarked;
