package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Replayable;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The recording of one side in memory: events in their order, each with its position. Payloads are kept as they are, and must
 * not be changed afterwards. One thread at a time while it is written.
 */
public final class Tape implements FlatEventSink, Replayable {

    private final List<Row> rows = new ArrayList<>();

    /** An empty tape. */
    Tape() {}

    /** One event; a class, since records of arrays compare by identity. */
    private static final class Row {
        private final Stamp stamp;
        private final EventKind kind;
        private final long[] values;
        private final Payload payload;

        Row(Stamp stamp, EventKind kind, long[] values, Payload payload) {
            this.stamp = stamp;
            this.kind = kind;
            this.values = values;
            this.payload = payload;
        }
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        long[] copy = Arrays.copyOf(values, kind.fields().size());
        rows.add(new Row(Stamp.copyOf(envelope).withPosition(rows.size()), kind, copy, payload));
    }

    @Override
    public void replay(Range range, Progress progress, FlatEventSink sink) {
        int to = (int) Math.min(range.to(), rows.size());
        // A sink may write into its row, as a filter does.
        long[] values = new long[EventKind.FIELDS_MAX];
        for (int i = (int) Math.min(range.from(), to); i < to; i++) {
            Row row = rows.get(i);
            System.arraycopy(row.values, 0, values, 0, row.values.length);
            sink.accept(row.stamp, row.kind, values, row.payload);
        }
    }

    /** How many events there are. */
    public int eventCount() {
        return rows.size();
    }

    /** Cuts the recording: only so many events remain. */
    void keep(int events) {
        rows.subList(Math.min(events, rows.size()), rows.size()).clear();
    }
}
