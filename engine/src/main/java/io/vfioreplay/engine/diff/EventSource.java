package io.vfioreplay.engine.diff;

import io.vfioreplay.hardware.event.FlatEventSink;

/** A recorded run that can be read as often as wanted, from any position. */
@FunctionalInterface
public interface EventSource {
    /**
     * Passes on the events of a range of positions, in order.
     *
     * @param from the first position, at least 0
     * @param to the position behind the last one; {@link Long#MAX_VALUE} for all
     * @param sink gets the events
     */
    void replay(long from, long to, FlatEventSink sink);
}
