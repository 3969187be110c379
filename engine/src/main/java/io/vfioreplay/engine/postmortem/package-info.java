/**
 * Two recordings in, one verdict out: what was attempted on either side, which attempt both share, where they part, and who is
 * to blame. {@link io.vfioreplay.engine.postmortem.MigrationObserver} reads one recording,
 * {@link io.vfioreplay.engine.postmortem.Examiner} judges; the answer is a
 * {@link io.vfioreplay.engine.postmortem.Postmortem}.
 */
@NullMarked
package io.vfioreplay.engine.postmortem;

import org.jspecify.annotations.NullMarked;
