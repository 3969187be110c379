package io.vfioreplay.engine.export;

import io.vfioreplay.engine.export.TraceEvents.Track;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.rule.Finding;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One host in a trace: requests as slices, states as slices, the rest as instants, and its counters. One thread. */
final class HostTrace implements FlatEventSink {

    private static final int BYTES_SHOWN = 16;
    private static final int TEXT_SHOWN = 200;
    private static final long POSITION_NANOS = 1000;
    private static final int V1_RUNNING = 1;
    private static final int V1_SAVING = 2;
    private static final int V1_RESUMING = 4;

    private final TraceEvents trace;
    private final Place place;
    private final TreeMap<Integer, DeviceTracks> devices = new TreeMap<>();
    private final TreeMap<Integer, ChunkTrail> saved = new TreeMap<>();
    private final TreeMap<Integer, ChunkTrail> loaded = new TreeMap<>();
    private final TreeMap<Integer, Long> states = new TreeMap<>();
    private final RateCounter savedRate;
    private final RateCounter loadedRate;
    private final RateCounter accessRate;
    private long savedBytes;
    private long loadedBytes;
    private long now;

    /**
     * Where a host is in the trace.
     *
     * @param pid its process
     * @param startNanos the time, by its own clock, of the start of the trace; NO_TIME where its recording has none
     */
    record Place(int pid, long startNanos) {}

    HostTrace(TraceEvents trace, Place place) {
        this.trace = trace;
        this.place = place;
        this.savedRate = new RateCounter(trace, place.pid, "migration data saved, bytes/s");
        this.loadedRate = new RateCounter(trace, place.pid, "migration data loaded, bytes/s");
        this.accessRate = new RateCounter(trace, place.pid, "register accesses/s");
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        now = time(envelope);
        DeviceTracks tracks = tracks(envelope.device());
        if (isInstant(envelope, kind)) {
            trace.instant(
                    tracks.state(),
                    name(kind, values, payload),
                    now,
                    args -> members(args, envelope, kind, values, payload));
        } else {
            long nanos = Math.max(envelope.durationNanos(), 0);
            Track lane = tracks.lane(now - nanos, now);
            boolean isBad = !envelope.succeeded();
            trace.slice(
                    lane,
                    name(kind, values, payload),
                    now - nanos,
                    nanos,
                    isBad,
                    args -> members(args, envelope, kind, values, payload));
            count(envelope, kind, values, payload, lane);
        }
        if (kind == EventKind.DEVICE_STATE_SET || kind == EventKind.DEVICE_STATE_READ) {
            state(envelope, kind, values[0], tracks);
        }
    }

    /** Where an event stands in the trace; one without a time stands where the one before it does. */
    private long time(Envelope envelope) {
        if (place.startNanos == Envelope.NO_TIME) {
            return envelope.position() * POSITION_NANOS;
        }
        return envelope.timeNanos() == Envelope.NO_TIME ? now : envelope.timeNanos() - place.startNanos;
    }

    private DeviceTracks tracks(int device) {
        DeviceTracks known = devices.get(device);
        if (known == null) {
            known = new DeviceTracks(trace, place.pid, device);
            devices.put(device, known);
        }
        return known;
    }

    private static boolean isInstant(Envelope envelope, EventKind kind) {
        boolean isRequest =
                envelope.durationNanos() != Envelope.NO_DURATION || envelope.result() == Envelope.UNANSWERED;
        return !isRequest && (envelope.device() == Envelope.HOST || kind.payloadUse() == PayloadUse.TEXT);
    }

    private static String name(EventKind kind, long[] values, Payload payload) {
        if (kind == EventKind.MARKER_PLACED || kind == EventKind.ERROR_REPORTED) {
            return shortened(payload.utf8());
        }
        if (kind == EventKind.DEVICE_STATE_SET) {
            return kind.label() + " " + DeviceState.unpacked(values[0]).label();
        }
        return kind == EventKind.MIGRATION_STATUS_REPORTED ? "migration " + shortened(payload.utf8()) : kind.label();
    }

    private static void members(Json args, Envelope envelope, EventKind kind, long[] values, Payload payload) {
        args.number("position", envelope.position());
        if (envelope.record() != Envelope.NO_RECORD) {
            args.number("record", envelope.record());
        }
        if (envelope.result() != Envelope.OK) {
            args.text("errno", Errno.name(envelope.result()));
        }
        for (int i = 0; i < kind.fields().size(); i++) {
            args.text(kind.fields().get(i).name(), kind.fields().get(i).text(values[i]));
        }
        if (kind.payloadUse() == PayloadUse.TEXT) {
            args.text(kind.payloadName(), shortened(payload.utf8()));
        } else if (kind.payloadUse() == PayloadUse.BYTES) {
            args.number("bytes", payload.length()).text(kind.payloadName(), hex(payload));
        }
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_SHOWN ? text : text.substring(0, TEXT_SHOWN) + "...";
    }

    private static String hex(Payload payload) {
        byte[] shown = new byte[Math.min(payload.length(), BYTES_SHOWN)];
        payload.copyTo(0, shown, 0, shown.length);
        return HexFormat.of().formatHex(shown) + (shown.length < payload.length() ? "..." : "");
    }

    private void count(Envelope envelope, EventKind kind, long[] values, Payload payload, Track lane) {
        if (!envelope.succeeded()) {
            return;
        }
        long begun = now - Math.max(envelope.durationNanos(), 0);
        switch (kind) {
            case MMIO_READ, MMIO_WRITTEN, CONFIG_READ, CONFIG_WRITTEN -> accessRate.add(now, 1);
            case MIGRATION_DATA_READ -> saved(envelope, values[2], lane, begun);
            case MIGRATION_WINDOW_READ -> saved(envelope, values[1], lane, begun);
            case MIGRATION_DATA_WRITTEN -> loaded(envelope, values[2], lane, begun);
            case MIGRATION_WINDOW_WRITTEN -> loaded(envelope, values[1], lane, begun);
            case DIRTY_PAGES_REPORTED -> trace.counter(place.pid, "dirty pages reported", "pages", now, pages(payload));
            default -> {
                // Nothing to count.
            }
        }
    }

    private void saved(Envelope envelope, long bytes, Track lane, long begun) {
        savedBytes += bytes;
        savedRate.add(now, bytes);
        trace.counter(place.pid, "migration data saved", "bytes", now, savedBytes);
        saved.computeIfAbsent(envelope.device(), unused -> new ChunkTrail()).add(bytes, lane, begun);
    }

    private void loaded(Envelope envelope, long bytes, Track lane, long begun) {
        loadedBytes += bytes;
        loadedRate.add(now, bytes);
        trace.counter(place.pid, "migration data loaded", "bytes", now, loadedBytes);
        loaded.computeIfAbsent(envelope.device(), unused -> new ChunkTrail()).add(bytes, lane, begun);
    }

    private static long pages(Payload bitmap) {
        long pages = 0;
        for (int i = 0; i < bitmap.length(); i++) {
            pages += Integer.bitCount(bitmap.byteAt(i) & 0xff);
        }
        return pages;
    }

    private void state(Envelope envelope, EventKind kind, long packed, DeviceTracks tracks) {
        DeviceState state = DeviceState.unpacked(packed);
        if (envelope.succeeded()) {
            long before = states.getOrDefault(envelope.device(), -1L);
            states.put(envelope.device(), packed);
            sessions(envelope.device(), before, state);
            tracks.phase(state.label(), true, now);
        } else if (kind == EventKind.DEVICE_STATE_SET) {
            tracks.phase("on the way to " + state.label() + "?", false, now);
        }
    }

    private void sessions(int device, long before, DeviceState state) {
        boolean wasSaving = before >= 0 && isSaving(DeviceState.unpacked(before));
        boolean wasLoading = before >= 0 && isResuming(DeviceState.unpacked(before));
        ChunkTrail saving = saved.computeIfAbsent(device, unused -> new ChunkTrail());
        if (isSaving(state) && !wasSaving) {
            saving.begin();
        }
        if (isSaving(state) && !isRunning(state)) {
            saving.stopCopy();
        }
        if (isResuming(state) && !wasLoading) {
            loaded.computeIfAbsent(device, unused -> new ChunkTrail()).begin();
        }
    }

    private static boolean isSaving(DeviceState state) {
        return state.protocol() == Protocol.V2
                ? state.label().startsWith("PRE_COPY") || state.label().equals("STOP_COPY")
                : (state.number() & (V1_SAVING | V1_RESUMING)) == V1_SAVING;
    }

    private static boolean isRunning(DeviceState state) {
        return state.protocol() == Protocol.V2
                ? state.label().startsWith("PRE_COPY") || state.label().startsWith("RUNNING")
                : (state.number() & V1_RUNNING) != 0;
    }

    private static boolean isResuming(DeviceState state) {
        return state.protocol() == Protocol.V2
                ? state.label().equals("RESUMING")
                : (state.number() & (V1_SAVING | V1_RESUMING)) == V1_RESUMING;
    }

    /** A breach of a rule by the event at this time of the host's clock. */
    void finding(Finding finding, Envelope event) {
        String name = finding.rule().id() + " " + finding.severity();
        trace.instant(tracks(finding.device()).state(), name, time(event), args -> {
            args.number("position", finding.position());
            args.text("message", finding.message());
        });
    }

    /** After the last event: what still lasts ends with it. */
    void finish() {
        for (Map.Entry<Integer, DeviceTracks> device : devices.entrySet()) {
            device.getValue().endPhase(now);
        }
        savedRate.finish();
        loadedRate.finish();
        accessRate.finish();
    }

    /** What each device handed out in its last session, by device. */
    SortedMap<Integer, ChunkTrail> saved() {
        return saved;
    }

    /** What each device took in. */
    SortedMap<Integer, ChunkTrail> loaded() {
        return loaded;
    }
}
