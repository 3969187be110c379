package io.vfioreplay.engine.pipeline;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What folds the events while they are recorded. Called by one thread, in the order of positions. */
public interface RecorderModel {

    /** A model that does nothing. */
    RecorderModel NONE = new RecorderModel() {
        @Override
        public @Nullable SortedMap<String, String> fold(
                Envelope envelope, EventKind kind, long[] values, Payload payload) {
            return null;
        }
    };

    /**
     * Takes one event; parameters as in {@link io.vfioreplay.hardware.event.FlatEventSink#accept}.
     *
     * @return a record to be kept in the journal behind this event, or null
     */
    @Nullable
    SortedMap<String, String> fold(Envelope envelope, EventKind kind, long[] values, Payload payload);

    /** What the journal's last block is to say about the whole, asked once behind the last event. */
    default SortedMap<String, String> totals() {
        return Collections.emptySortedMap();
    }
}
