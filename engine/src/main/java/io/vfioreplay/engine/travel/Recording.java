package io.vfioreplay.engine.travel;

import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.replay.Timeline;
import java.util.Optional;

/**
 * A journal to travel in.
 *
 * @param name what messages call it
 * @param timeline the journal
 * @param index its index, or empty
 */
public record Recording(String name, Timeline timeline, Optional<JournalIndex> index) {}
