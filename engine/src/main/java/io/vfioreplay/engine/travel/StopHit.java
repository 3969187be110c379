package io.vfioreplay.engine.travel;

import java.util.List;

/**
 * Where a search for stops ended.
 *
 * @param position of the event at which they fired; of the journal's end, or -1 for its start, where none did
 * @param fired the stops that fired there, by number; empty where none did
 * @param changes what changed there, of all the stops that fired
 */
public record StopHit(long position, List<Stop> fired, List<Change> changes) {

    /** Keeps copies of the lists. */
    public StopHit {
        fired = List.copyOf(fired);
        changes = List.copyOf(changes);
    }

    /** Whether the journal was over before any stop fired. */
    public boolean isEnd() {
        return fired.isEmpty();
    }
}
