/**
 * The migration protocols as tables: what a {@code device_state} number means, which transitions exist, and
 * what happens to a data session. Pure values; nothing here sees an event, a thread or a clock.
 */
@NullMarked
package io.vfioreplay.hardware.migration;

import org.jspecify.annotations.NullMarked;
