package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers the {@link Evidence} of each device while a recording is read from its begin to its end. One thread at a time. */
public final class EvidenceCollector implements FlatEventSink {

    /** Devices beyond so many are passed over. */
    static final int DEVICES_MAX = 1024;

    private final SortedMap<Integer, EvidenceOfDevice> devices = new TreeMap<>();
    private final SortedMap<Integer, Unflattener> rows = new TreeMap<>();

    /** A collector that has seen nothing. */
    public EvidenceCollector() {}

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        int index = envelope.device();
        Unflattener sink = rows.get(index);
        if (sink == null && index != Envelope.HOST && devices.size() < DEVICES_MAX) {
            EvidenceOfDevice device = new EvidenceOfDevice();
            devices.put(index, device);
            sink = new Unflattener(device);
            rows.put(index, sink);
        }
        if (sink != null) {
            sink.accept(envelope, kind, values, payload);
        }
    }

    /** What was seen, by device index. */
    public SortedMap<Integer, Evidence> evidence() {
        TreeMap<Integer, Evidence> all = new TreeMap<>();
        devices.forEach((index, device) -> all.put(index, device.evidence()));
        return all;
    }
}
