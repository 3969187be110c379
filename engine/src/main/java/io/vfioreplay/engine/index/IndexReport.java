package io.vfioreplay.engine.index;

/**
 * What an index holds.
 *
 * @param events how many positions the journal has
 * @param segments parts of the postings
 * @param terms what can be looked up
 * @param snapshots of the state
 * @param bytes of the file
 * @param seekNanosMost what folding takes at most from a snapshot to any position, by the estimate that places the snapshots
 */
public record IndexReport(long events, int segments, int terms, int snapshots, long bytes, long seekNanosMost) {}
