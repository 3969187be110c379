package io.vfioreplay.journal;

/** What reading does when it comes to a damaged place. */
public enum DamagePolicy {
    /** Stops with a {@link io.vfioreplay.journal.format.CorruptJournalException}. */
    STRICT,
    /** Passes over it; {@link JournalReader#damage()} tells what was passed over. */
    SKIP,
    /**
     * Reads only what is provably good, for which opening verifies everything: blocks with the right checksum that the block
     * behind them, where it is good, vouches for by their hash. A good block that stands behind a later one is read in its place.
     * {@link JournalReader#damage()} tells all that is not as it was written.
     */
    PROVEN
}
