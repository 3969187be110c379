/** Every rule that fires: a sequence that must be reported, and a near-identical one that must not. */
@NullMarked
package io.vfioreplay.hardware.rule;

import org.jspecify.annotations.NullMarked;
