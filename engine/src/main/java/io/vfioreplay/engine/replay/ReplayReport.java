package io.vfioreplay.engine.replay;

import java.util.Optional;

/**
 * What came out of folding a journal again.
 *
 * @param events how many events were folded
 * @param digestsCompared how many digests were compared and found equal
 * @param divergence the first difference, or empty
 * @param notCompared why digests were not compared, or not all, or empty
 * @param last the digest behind the last event that was folded
 */
public record ReplayReport(
        long events,
        long digestsCompared,
        Optional<Divergence> divergence,
        Optional<String> notCompared,
        StateDigest last) {}
