package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.MigrationSide;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.EnumMap;
import java.util.Map;

/** What was seen of the VM around the devices: its VCPUs, the word of its VMM, and how much of it is missing. */
final class ObservedVm {

    private static final MigrationSide[] SIDES = MigrationSide.values();

    private final Map<MigrationSide, String> migrationStatus = new EnumMap<>(MigrationSide.class);
    private String vcpus = "";
    private String vcpusReason = "";
    private long lostEvents;
    private boolean isLostCountKnown = true;

    ObservedVm() {}

    long lostEvents() {
        return lostEvents;
    }

    boolean isLostCountKnown() {
        return isLostCountKnown;
    }

    void vcpus(String state, Payload reason) {
        vcpus = state;
        vcpusReason = Texts.bounded(reason);
    }

    void migrationStatus(MigrationSide side, Payload status) {
        migrationStatus.put(side, Texts.bounded(status));
    }

    /** {@code count} events are missing; -1 if nobody knows how many. */
    void lost(long count) {
        if (count < 0) {
            isLostCountKnown = false;
        } else {
            lostEvents += count;
        }
    }

    void writeTo(SnapshotWriter out) {
        out.putText(vcpus).putText(vcpusReason).putPacked(lostEvents).putBoolean(isLostCountKnown);
        out.putPacked(migrationStatus.size());
        migrationStatus.forEach((side, status) -> out.putPacked(side.ordinal()).putText(status));
    }

    /** Becomes what was written; nothing was seen before. */
    void readFrom(SnapshotReader in) {
        vcpus = in.text(Texts.SNAPSHOT_BYTES_MAX);
        vcpusReason = in.text(Texts.SNAPSHOT_BYTES_MAX);
        lostEvents = in.packed();
        isLostCountKnown = in.booleanValue();
        int sides = (int) in.packedWithin(SIDES.length);
        for (int i = 0; i < sides; i++) {
            MigrationSide side = SIDES[(int) in.packedWithin(SIDES.length - 1)];
            migrationStatus.put(side, in.text(Texts.SNAPSHOT_BYTES_MAX));
        }
    }

    void describe(StateTree.Builder tree) {
        if (!vcpus.isEmpty()) {
            tree.put("host/vcpus", vcpus);
            tree.put("host/vcpusReason", vcpusReason);
        }
        migrationStatus.forEach((side, status) -> tree.put("host/migration/" + side.name(), status));
        if (lostEvents > 0 || !isLostCountKnown) {
            tree.put("host/lostEvents", isLostCountKnown ? Long.toString(lostEvents) : "at least " + lostEvents);
        }
    }
}
