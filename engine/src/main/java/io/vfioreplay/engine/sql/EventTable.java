package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.sql.EventColumn.Cell;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import java.util.List;
import java.util.function.UnaryOperator;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBWritableVector;

/** The events of the recordings, one recording after the other, read from the journals while a query asks for them. */
final class EventTable implements Table {

    private final List<Recording> recordings;
    private final Range range;
    private final UnaryOperator<FlatEventSink> filter;
    private final List<EventColumn> columns;

    /** All events. */
    EventTable(List<Recording> recordings) {
        this(recordings, Range.ALL, sink -> sink);
    }

    /**
     * Some events.
     *
     * @param range which positions of each recording
     * @param filter puts a condition in front of a sink
     */
    EventTable(List<Recording> recordings, Range range, UnaryOperator<FlatEventSink> filter) {
        this.recordings = List.copyOf(recordings);
        this.range = range;
        this.filter = filter;
        this.columns = EventColumns.of(recordings.size() > 1);
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<Column> columns() {
        return columns.stream().map(EventColumn::column).toList();
    }

    @Override
    public Scan scan(int[] wanted) {
        Cell[] cells = new Cell[wanted.length];
        for (int i = 0; i < cells.length; i++) {
            EventColumn column = columns.get(wanted[i]);
            cells[i] = column.cell();
            if (column.column().name().equals(EventColumns.SINCE)) {
                recordings.forEach(Recording::originNanos); // A journal is not read for it while it is being read.
            }
        }
        return new EventScan(cells);
    }

    /** Reads as many positions at a time as the database takes rows: the reader of a journal can go on anywhere. */
    private final class EventScan implements Scan, FlatEventSink {

        private final Cell[] cells;
        private final DuckDBWritableVector[] vectors;
        private int recording;
        private long next = range.from();
        private EventRow event = new EventRow(recordings.get(0));
        private FlatEventSink sink = filter.apply(this);
        private int rows;

        EventScan(Cell[] cells) {
            this.cells = cells;
            this.vectors = new DuckDBWritableVector[cells.length];
        }

        @Override
        public int fill(DuckDBDataChunkWriter out) {
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = out.vector(i);
            }
            rows = 0;
            while (rows == 0 && recording < recordings.size()) {
                long end = Math.min(range.to(), event.recording.timeline().eventCount());
                long to = Math.min(next + out.capacity(), end);
                if (next < to) {
                    event.recording.timeline().replay(new Range(next, to), Progress.NONE, sink);
                    next = to;
                } else {
                    nextRecording();
                }
            }
            return rows;
        }

        private void nextRecording() {
            recording++;
            if (recording < recordings.size()) {
                next = range.from();
                event = new EventRow(recordings.get(recording));
                sink = filter.apply(this); // A condition may remember events, and those were of another recording.
            }
        }

        @Override
        public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            event.set(envelope, kind, values, payload);
            for (int i = 0; i < cells.length; i++) {
                cells[i].write(event, vectors[i], rows);
            }
            rows++;
        }
    }
}
