package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.GroupActionV1;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.TransitionsV1;
import io.vfioreplay.hardware.migration.WriteV1;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Migration protocol v1 in front of a device: the device_state register and the data window.
 *
 * <p>ours: when an action fails, the device is in ERROR, in all three dialects (the merged uAPI would also allow the old state);
 * clearing SAVING ends the stream; a device that offers NDMA is quiet in ERROR.
 *
 * <p>Source: {@link TransitionsV1}.
 */
public final class FrontV1 implements MigrationFront {

    private static final String VERSION = "front-v1-1";
    private static final int RESERVED = 4;
    private static final int RESERVED_WIDTH = 4;

    private final KnownDevice device;
    private final DialectV1 dialect;
    private final WindowV1 window;
    private int word = StateV1.RUNNING;

    /** A front of a device that was just opened. */
    public FrontV1(KnownDevice device, DialectV1 dialect) {
        this.device = device;
        this.dialect = dialect;
        this.window = new WindowV1(device);
    }

    @Override
    public void reset() {
        word = StateV1.RUNNING;
        window.clear();
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(dialect.protocol(), word);
    }

    @Override
    public Answer setState(int requested) {
        WriteV1 write = TransitionsV1.write(dialect, word, requested);
        if (write instanceof WriteV1.Refused refused) {
            return new Answer.Refused(refused.reason().errno());
        }
        return write instanceof WriteV1.Moved moved ? move(moved) : Answer.DONE;
    }

    @Override
    public Answer readRegister(int offset, int width) {
        if (offset == RESERVED && width == RESERVED_WIDTH) {
            return Answer.of(0, width);
        }
        if (width != Long.BYTES) {
            return REFUSED;
        }
        return isSaving() ? window.readSaving(offset) : window.readOther(offset);
    }

    @Override
    public Answer writeRegister(int offset, int width, long value) {
        if (offset == RESERVED && width == RESERVED_WIDTH) {
            return Answer.DONE;
        }
        boolean isLoading = StateV1.has(word, StateV1.RESUMING) && !isError();
        return offset == WindowV1.DATA_SIZE && width == Long.BYTES && isLoading ? window.load(value) : REFUSED;
    }

    @Override
    public Answer readWindow(long offset, int length) {
        return isSaving() ? window.read(offset, length) : REFUSED;
    }

    @Override
    public Answer writeWindow(long offset, Payload data) {
        return StateV1.has(word, StateV1.RESUMING) && !isError() ? window.write(offset, data) : REFUSED;
    }

    @Override
    public void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "state", StateV1.names(word));
        window.describe(tree, prefix);
    }

    @Override
    public byte[] snapshot() {
        SnapshotWriter out = new SnapshotWriter(VERSION).putInt(word);
        window.writeTo(out);
        return out.toByteArray();
    }

    @Override
    public void restore(byte[] snapshot) {
        SnapshotReader in = new SnapshotReader(VERSION, snapshot);
        int restored = in.intValue();
        if (!StateV1.isReachable(dialect, restored)) {
            throw new IllegalArgumentException("no device is in state 0x%x".formatted(restored));
        }
        window.readFrom(in);
        in.end();
        word = restored;
    }

    private Answer move(WriteV1.Moved moved) {
        boolean wasSaving = isSaving();
        boolean isSavingNext = StateV1.has(moved.next(), StateV1.SAVING);
        if (wasSaving && !isSavingNext) {
            device.perform(DeviceAction.END_SAVING);
        }
        if (wasSaving != isSavingNext || StateV1.has(moved.next(), StateV1.RESUMING)) {
            window.clear();
        }
        if (moved.actions().contains(GroupActionV1.CAPTURE_CLEARING)) {
            window.empty();
        }
        for (DeviceAction step : steps(moved.actions(), isSavingNext && !wasSaving)) {
            if (device.perform(step) instanceof Answer.Refused refused) {
                fail();
                return refused;
            }
        }
        word = moved.next();
        return Answer.DONE;
    }

    /** The steps of the actions; a stream that begins does so right before the first of its data. */
    private static List<DeviceAction> steps(List<GroupActionV1> actions, boolean begins) {
        List<DeviceAction> steps = new ArrayList<>();
        boolean isDue = begins;
        for (GroupActionV1 action : actions) {
            boolean opens = action == GroupActionV1.PRE_COPY_START || action == GroupActionV1.CAPTURE;
            if (isDue && opens) {
                steps.add(DeviceAction.BEGIN_SAVING);
            }
            isDue &= !opens && action != GroupActionV1.SAVING_CLEAR;
            steps.addAll(action.deviceActions());
        }
        return steps;
    }

    private void fail() {
        if (dialect.offersNdma()) {
            device.perform(DeviceAction.QUIESCE);
        }
        device.perform(DeviceAction.STOP);
        window.clear();
        word = (word & ~dialect.knownBits()) | StateV1.ERROR;
    }

    private boolean isSaving() {
        return StateV1.has(word, StateV1.SAVING) && !isError();
    }

    private boolean isError() {
        return (word & StateV1.PHASE) == StateV1.ERROR;
    }
}
