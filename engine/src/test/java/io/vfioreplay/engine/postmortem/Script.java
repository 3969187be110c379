package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.EventSource;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.MigrationSide;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayList;
import java.util.List;

/** A recording written by hand: every call is one event of device 0, one microsecond after the one before. */
final class Script implements EventSource {

    private static final long STEP_NANOS = 1000;

    private final List<Event> events = new ArrayList<>();
    private final EventSink sink = new Flattener(
            (envelope, kind, values, payload) -> events.add(Event.copyOf(envelope, kind, values, payload)));
    private long nanos;
    private int device;
    private boolean timed = true;

    Script at(long startNanos) {
        nanos = startNanos;
        return this;
    }

    Script device(int number) {
        device = number;
        return this;
    }

    Script set(StateV2... states) {
        for (StateV2 state : states) {
            set(state, Envelope.OK);
        }
        return this;
    }

    Script set(StateV2 state, int result) {
        sink.deviceStateSet(stamp(result), state.asDeviceState(), EventSink.NO_DATA_FD);
        return this;
    }

    /** Reads of {@code ask} bytes each, with one short read at the end where that is wanted. */
    Script read(byte[] stream, int ask, boolean toTheEnd) {
        for (int at = 0; at < stream.length; at += ask) {
            int count = Math.min(ask, stream.length - at);
            sink.migrationDataRead(stamp(0), -1, toTheEnd ? ask : count, count, Payload.of(stream, at, count));
        }
        if (toTheEnd && stream.length % ask == 0) {
            sink.migrationDataRead(stamp(0), -1, ask, 0, Payload.empty());
        }
        return this;
    }

    Script readRefused(int ask, int result) {
        sink.migrationDataRead(stamp(result), -1, ask, 0, Payload.empty());
        return this;
    }

    Script write(byte[] stream, int chunk) {
        for (int at = 0; at < stream.length; at += chunk) {
            int count = Math.min(chunk, stream.length - at);
            sink.migrationDataWritten(stamp(0), -1, count, count, Payload.of(stream, at, count));
        }
        return this;
    }

    Script writeRefused(byte[] data, int result) {
        sink.migrationDataWritten(stamp(result), -1, data.length, data.length, Payload.of(data));
        return this;
    }

    Script region(int region, long flags, long size) {
        sink.regionDescribed(stamp(0), region, flags, size);
        return this;
    }

    Script mmioWritten(int region, long offset, byte[] data) {
        sink.mmioWritten(stamp(0), region, offset, data.length, EventSink.CPU, Payload.of(data));
        return this;
    }

    Script mmioRead(int region, long offset, byte[] data) {
        sink.mmioRead(stamp(0), region, offset, data.length, EventSink.CPU, Payload.of(data));
        return this;
    }

    Script damaged(DamageKind kind) {
        sink.captureDamaged(stamp(0), kind, 100, 16, Payload.ofUtf8("a reply to nothing"));
        return this;
    }

    Script error(String text) {
        sink.errorReported(hostStamp(), MigrationSide.RECORDED, Payload.ofUtf8(text));
        return this;
    }

    Script status(String status) {
        sink.migrationStatusReported(hostStamp(), MigrationSide.RECORDED, Payload.ofUtf8(status));
        return this;
    }

    Script vcpusStopped(String reason) {
        sink.vcpusStopped(hostStamp(), Payload.ofUtf8(reason));
        return this;
    }

    Script vcpusStarted(String reason) {
        sink.vcpusStarted(hostStamp(), Payload.ofUtf8(reason));
        return this;
    }

    Script vmmKilled(MigrationSide side, int signal) {
        sink.vmmExited(hostStamp(), side, -signal);
        return this;
    }

    Script cancel() {
        sink.cancelRequested(hostStamp(), MigrationSide.RECORDED);
        return this;
    }

    Script reset() {
        sink.deviceReset(stamp(0), ResetCause.REQUEST);
        return this;
    }

    Evidence evidence() {
        return Evidence.of(this);
    }

    @Override
    public void replay(long from, long to, FlatEventSink target) {
        for (long i = from; i < Math.min(to, events.size()); i++) {
            events.get((int) i).sendTo(target);
        }
    }

    /** From here on the recording has no clock. */
    Script untimed() {
        timed = false;
        return this;
    }

    private Stamp stamp(int result) {
        return stamp(result, device);
    }

    private Stamp hostStamp() {
        return stamp(Envelope.OK, Envelope.HOST);
    }

    private Stamp stamp(int result, int concerned) {
        nanos += STEP_NANOS;
        int position = events.size();
        long time = timed ? nanos : Envelope.NO_TIME;
        return new Stamp(position, time, Envelope.NO_DURATION, concerned, 0, position + 1, result);
    }
}
