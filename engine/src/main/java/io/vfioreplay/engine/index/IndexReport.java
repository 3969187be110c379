package io.vfioreplay.engine.index;

import io.vfioreplay.hardware.rule.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What an index holds.
 *
 * @param events how many positions the journal has
 * @param segments parts of the postings
 * @param terms what can be looked up
 * @param snapshots of the state
 * @param findings what checking the rules found, or empty when they were not checked
 * @param bytes of the file
 * @param seekNanosMost what folding takes at most from a snapshot to any position, by the estimate that places the snapshots
 */
public record IndexReport(
        long events,
        int segments,
        int terms,
        int snapshots,
        Optional<List<Finding>> findings,
        long bytes,
        long seekNanosMost) {}
