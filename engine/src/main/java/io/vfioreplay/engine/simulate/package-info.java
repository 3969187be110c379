/**
 * Migrations that never happened: one seed determines a whole one, with its guest, its VMM, its devices and at most one fault.
 *
 * <p>A {@link io.vfioreplay.engine.simulate.Scenario} is data; {@link io.vfioreplay.engine.simulate.Simulation} drives the
 * models of known devices through it and records what a capture would show; {@link io.vfioreplay.engine.simulate.Fault} is what
 * can go wrong and what has to be found then; {@link io.vfioreplay.engine.simulate.Campaign} does so for many seeds. Time is
 * simulated, and nothing but the seed is random.
 */
@NullMarked
package io.vfioreplay.engine.simulate;

import org.jspecify.annotations.NullMarked;
