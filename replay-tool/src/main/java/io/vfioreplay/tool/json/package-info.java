/** What a program reads: one JSON document per call, with fields that keep their meaning. */
@NullMarked
package io.vfioreplay.tool.json;

import org.jspecify.annotations.NullMarked;
