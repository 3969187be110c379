/** What this host can record: looking at it, and the recipes that follow from what was seen. Changes nothing on the host. */
@NullMarked
package io.vfioreplay.tool.doctor;

import org.jspecify.annotations.NullMarked;
