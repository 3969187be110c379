package io.vfioreplay.engine.travel;

import java.util.Optional;

/**
 * An event that changed something, and what.
 *
 * @param position of the event
 * @param timeNanos of the event, ns since 1970, or {@link io.vfioreplay.hardware.event.Envelope#NO_TIME}
 * @param path of the leaf; of what is no leaf, the pattern that it was found by
 * @param before the leaf's text before the event, empty when it was not there; always empty for what is no leaf
 * @param after the leaf's text behind the event, empty when it is no longer there; of what is no leaf, the event in words
 */
public record Change(long position, long timeNanos, String path, Optional<String> before, Optional<String> after) {

    /** Takes changes as they are found, in the order of their positions, those of one position in the order of their paths. */
    @FunctionalInterface
    public interface Consumer {
        /** The next change; false for no more. */
        boolean accept(Change change);
    }
}
