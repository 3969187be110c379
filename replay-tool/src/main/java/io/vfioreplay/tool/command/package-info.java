/**
 * The command line: one class per verb. Each class only reads its options; the work is done by a function below it that knows
 * nothing of the command line and writes to the streams it is given.
 */
@NullMarked
package io.vfioreplay.tool.command;

import org.jspecify.annotations.NullMarked;
