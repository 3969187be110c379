package io.vfioreplay.engine.sql;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.device.ObservedDevice;
import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code phases}: the states that each device was believed to be in, one after the other. A phase begins at the event that
 * brought the device there and ends before the event that begins the next one, or with the recording.
 */
final class PhaseFacts implements FactTable.Facts {

    @Override
    public String name() {
        return "phases";
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("device", SqlType.BIGINT),
                new Column("state", SqlType.VARCHAR),
                new Column("from_position", SqlType.BIGINT),
                new Column("to_position", SqlType.BIGINT),
                new Column("from_time", SqlType.TIMESTAMP_NS),
                new Column("to_time", SqlType.TIMESTAMP_NS),
                new Column("duration_ns", SqlType.BIGINT));
    }

    @Override
    public List<List<@Nullable Object>> rows(Recording recording) {
        Fold fold = new Fold();
        recording.timeline().replay(Range.ALL, Progress.NONE, fold);
        fold.finish();
        return fold.rows;
    }

    /** A phase that is not over. */
    private record Open(String state, long position, long timeNanos) {}

    private static final class Fold implements FlatEventSink {

        private final ObservedHost host = new ObservedHost();
        private final Unflattener events = new Unflattener(host);
        private final Map<Integer, Open> open = new TreeMap<>();
        private final List<List<@Nullable Object>> rows = new ArrayList<>();
        private long lastPosition;
        private long lastTimeNanos = Envelope.NO_TIME;

        @Override
        public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
            events.accept(envelope, kind, values, payload);
            host.device(envelope.device()).ifPresent(device -> look(device, envelope));
            lastPosition = envelope.position();
            lastTimeNanos = envelope.timeNanos() == Envelope.NO_TIME ? lastTimeNanos : envelope.timeNanos();
        }

        private void look(ObservedDevice device, Envelope envelope) {
            Open before = open.get(device.index());
            String state = device.believedState().label();
            if (before == null || !before.state.equals(state)) {
                if (before != null) {
                    end(device.index(), before, lastPosition, envelope.timeNanos());
                }
                open.put(device.index(), new Open(state, envelope.position(), envelope.timeNanos()));
            }
        }

        private void finish() {
            open.forEach((device, phase) -> end(device, phase, lastPosition, lastTimeNanos));
        }

        private void end(int device, Open phase, long position, long timeNanos) {
            boolean hasTimes = phase.timeNanos != Envelope.NO_TIME && timeNanos != Envelope.NO_TIME;
            rows.add(Arrays.asList(
                    (long) device,
                    phase.state,
                    phase.position,
                    position,
                    time(phase.timeNanos),
                    time(timeNanos),
                    hasTimes ? Long.valueOf(timeNanos - phase.timeNanos) : null));
        }

        private static @Nullable Long time(long nanos) {
            return nanos == Envelope.NO_TIME ? null : Long.valueOf(nanos);
        }
    }
}
