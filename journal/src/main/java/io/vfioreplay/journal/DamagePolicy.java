package io.vfioreplay.journal;

/** What reading does when it comes to a damaged place. */
public enum DamagePolicy {
    /** Stops with a {@link io.vfioreplay.journal.format.CorruptJournalException}. */
    STRICT,
    /** Passes over it; {@link JournalReader#damage()} tells what was passed over. */
    SKIP
}
