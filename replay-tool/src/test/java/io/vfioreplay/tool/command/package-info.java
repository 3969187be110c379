@NullMarked
package io.vfioreplay.tool.command;

import org.jspecify.annotations.NullMarked;
