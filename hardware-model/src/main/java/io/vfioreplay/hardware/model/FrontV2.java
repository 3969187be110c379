package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.ArcV2;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.PathV2;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;

/**
 * Migration protocol v2 in front of a device. A request walks its arcs one by one; where one fails, the device stays in the
 * state before it.
 */
public final class FrontV2 implements MigrationFront {

    private static final String VERSION = "front-v2-1";

    private final KnownDevice device;
    private final FeatureSet features;
    private StateV2 state = StateV2.RUNNING;

    /** A front of a device that was just opened and has these features. */
    public FrontV2(KnownDevice device, FeatureSet features) {
        this.device = device;
        this.features = features;
    }

    @Override
    public void reset() {
        state = StateV2.RUNNING;
    }

    @Override
    public DeviceState state() {
        return state.asDeviceState();
    }

    @Override
    public Answer setState(int requested) {
        if (!(TransitionsV2.path(features, state, requested) instanceof PathV2.Walked walked)) {
            return REFUSED;
        }
        for (ArcV2 arc : walked.arcs()) {
            for (DeviceAction action : arc.deviceActions()) {
                if (device.perform(action) instanceof Answer.Refused refused) {
                    return refused;
                }
            }
            state = arc.to();
        }
        return Answer.DONE;
    }

    @Override
    public Answer readData(long requested) {
        return state.isSaving() && requested >= 0 ? device.readData(requested) : REFUSED;
    }

    @Override
    public Answer writeData(Payload data) {
        return state == StateV2.RESUMING ? device.writeData(data) : REFUSED;
    }

    @Override
    public void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "state", state.name());
    }

    @Override
    public byte[] snapshot() {
        return new SnapshotWriter(VERSION).putInt(state.number()).toByteArray();
    }

    @Override
    public void restore(byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(VERSION, snapshot);
        StateV2 restored = StateV2.values()[in.intWithin(0, StateV2.values().length - 1)];
        in.end();
        state = restored;
    }
}
