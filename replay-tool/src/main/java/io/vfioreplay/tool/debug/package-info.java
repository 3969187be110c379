/**
 * The time machine's commands: what a person asks while debugging, and what is answered, as text or as JSON. They know no terminal.
 */
@NullMarked
package io.vfioreplay.tool.debug;

import org.jspecify.annotations.NullMarked;
