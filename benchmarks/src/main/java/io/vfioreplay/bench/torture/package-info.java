/**
 * The torture run: writers are killed at random instants and journals are damaged at random places, and whatever a journal then
 * answers is compared with what a seed says it must be.
 */
@NullMarked
package io.vfioreplay.bench.torture;

import org.jspecify.annotations.NullMarked;
