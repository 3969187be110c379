/** A terminal in front of the time machine's commands: line editing, completion, history, a status line. The only importer of JLine. */
@NullMarked
package io.vfioreplay.tool.shell;

import org.jspecify.annotations.NullMarked;
