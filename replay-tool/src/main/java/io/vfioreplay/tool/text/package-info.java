/** What a person reads: events, findings and reports as text, with colour where there is a terminal. */
@NullMarked
package io.vfioreplay.tool.text;

import org.jspecify.annotations.NullMarked;
