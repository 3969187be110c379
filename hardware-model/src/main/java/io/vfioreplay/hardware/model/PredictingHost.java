package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Replays the devices of a recording whose behaviour is known and compares every answer with the recorded one. Devices without a
 * model are passed over. One thread at a time.
 */
public final class PredictingHost implements FlatEventSink {

    private static final String VERSION = "predicting-host-1";

    private final Predictions predictions = new Predictions();
    private final SortedMap<Integer, PredictedDevice> devices = new TreeMap<>();
    private final SortedMap<Integer, Unflattener> rows = new TreeMap<>();
    private final SortedMap<Integer, ExpectedStream> streams = new TreeMap<>();

    /**
     * Which model a device has.
     *
     * @param provider the kind of device
     * @param evidence sizes and the like
     * @param expected what it will be asked to load, or an unknown stream
     */
    public record Choice(KnownDeviceProvider provider, Evidence evidence, ExpectedStream expected) {}

    /** A host before its first event, with a model for each of these devices. */
    public PredictingHost(Map<Integer, Choice> choices) {
        choices.forEach((index, choice) -> {
            PredictedDevice device =
                    new PredictedDevice(choice.provider(), choice.evidence(), predictions, choice.expected());
            devices.put(index, device);
            rows.put(index, new Unflattener(device));
            streams.put(index, choice.expected());
        });
    }

    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (envelope.device() == Envelope.HOST) {
            rows.values().forEach(sink -> sink.accept(envelope, kind, values, payload));
            return;
        }
        Unflattener sink = rows.get(envelope.device());
        if (sink != null) {
            sink.accept(envelope, kind, values, payload);
        }
    }

    /** How right the models were. */
    public Predictions predictions() {
        return predictions;
    }

    /** The version of each device's model. */
    public SortedMap<Integer, String> models() {
        TreeMap<Integer, String> versions = new TreeMap<>();
        devices.forEach((index, device) -> versions.put(index, device.version()));
        return versions;
    }

    /** What each device handed out by its model, to be compared with what the other side was given. */
    public SortedMap<Integer, ExpectedStream> streams() {
        return new TreeMap<>(streams);
    }

    /** The state of the models: {@code device0/model/bar0/...}. */
    public StateTree tree() {
        StateTree.Builder tree = StateTree.builder();
        devices.forEach((index, device) -> device.describe(tree, "device" + index + "/model/"));
        return tree.build();
    }

    /** The state of the models and of what is open in front of them; the counts of {@link #predictions()} are not part of it. */
    public byte[] snapshot() {
        SnapshotWriter out = new SnapshotWriter(VERSION);
        devices.values().forEach(device -> out.putBytes(device.snapshot()));
        return out.toByteArray();
    }

    /**
     * The inverse of {@link #snapshot()} on a host with the same choices.
     *
     * @throws IllegalArgumentException when the bytes are no snapshot of such a host
     */
    public void restore(byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(VERSION, snapshot);
        devices.values().forEach(device -> device.restore(in.bytes(snapshot.length)));
        in.end();
    }
}
