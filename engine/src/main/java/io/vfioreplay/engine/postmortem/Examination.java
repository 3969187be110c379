package io.vfioreplay.engine.postmortem;

import java.util.Optional;

/**
 * A post-mortem with what it takes to look at both recordings side by side. The sides are the true ones, see
 * {@link Postmortem#isSwapped()}.
 *
 * @param postmortem the answer
 * @param clock one clock over both hosts
 * @param parting where their streams part, empty where nothing shows that they do
 */
public record Examination(Postmortem postmortem, MergedClock clock, Optional<Parting> parting) {}
