/** The filter language over events: one expression decides for each event whether it is wanted. */
@NullMarked
package io.vfioreplay.engine.query;

import org.jspecify.annotations.NullMarked;
