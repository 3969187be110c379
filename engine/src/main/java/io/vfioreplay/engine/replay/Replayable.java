package io.vfioreplay.engine.replay;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.FlatEventSink;

/** Events that can be read as often as wanted, from any position: those of a journal, or what could have happened instead. */
@FunctionalInterface
public interface Replayable {
    /**
     * Passes on the events of a range of positions, in order.
     *
     * @param progress is told positions rather than bytes
     * @param sink gets each event, valid until its call returns
     */
    void replay(Range range, Progress progress, FlatEventSink sink);
}
