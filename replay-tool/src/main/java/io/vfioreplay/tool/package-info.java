/** The command line and everything a person looks at. */
@NullMarked
package io.vfioreplay.tool;

import org.jspecify.annotations.NullMarked;
