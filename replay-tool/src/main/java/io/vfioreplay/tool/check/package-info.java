/** What {@code check} finds, before it is shown to people or written for programs. */
@NullMarked
package io.vfioreplay.tool.check;

import org.jspecify.annotations.NullMarked;
