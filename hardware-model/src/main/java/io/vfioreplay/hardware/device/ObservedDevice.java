package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Party;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.TrackingScope;
import io.vfioreplay.hardware.memory.DirtyLog;
import io.vfioreplay.hardware.memory.IommuMappings;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A device of which nothing is known but what was seen of it. {@link ObservedHost} feeds it; it never predicts. One thread
 * at a time.
 *
 * <p>ours: closing a device keeps what is known of it, so that a post-mortem can look at it; opening it (again) forgets its
 * mappings and interrupts and keeps its registers, of which nobody said that they changed.
 */
public final class ObservedDevice {

    /** Descriptions and interrupt types beyond so many different ones are not kept. */
    public static final int INDEXES_MAX = 64;

    /** Devices with an index from this on are counted and not kept. */
    public static final int DEVICES_MAX = Limits.DEVICES_MAX;

    /** The paths of facts: none is the path of another leaf. */
    private static final Pattern FACT =
            Pattern.compile("negotiated/(client|server)/(version|capabilities)|(feature|other)/[0-9]+"
                    + "|([a-z]+[0-9]*/)?described|lastPageFault|migrationControl|externalState|internalState");

    final ObservedMigration migration;
    final EventCounts counts = new EventCounts();
    final Registers registers;
    final IommuMappings mappings;
    final DmaCounts dmaReads = new DmaCounts(DmaDirection.READ);
    final DmaCounts dmaWrites = new DmaCounts(DmaDirection.WRITE);

    private final int index;
    private final DirtyLog containerLog;
    private final DirtyLog deviceLog;
    private final Map<Integer, InterruptSetup> interrupts = new TreeMap<>();
    private final Map<String, String> facts = new TreeMap<>();
    private Optional<Protocol> protocol = Optional.empty();
    private String name = "";
    private boolean isOpen;

    ObservedDevice(int index, DeviceSetup setup) {
        Limits limits = setup.limits();
        this.index = index;
        this.migration = new ObservedMigration(setup::newHash);
        this.registers = new Registers(index, limits.registers(), setup.places());
        this.mappings = new IommuMappings(limits.mappings());
        this.containerLog = new DirtyLog(limits.dirtyWords());
        this.deviceLog = new DirtyLog(limits.dirtyWords());
    }

    /** The index of the device in the journal. */
    public int index() {
        return index;
    }

    /** What the capture calls it, empty until it was opened. */
    public String name() {
        return name;
    }

    /** The migration protocol that it was opened with, or empty while that was not seen. */
    public Optional<Protocol> protocol() {
        return protocol;
    }

    /** Whether it was opened and not closed. */
    public boolean isOpen() {
        return isOpen;
    }

    /** States, features and streams. */
    public ObservedMigration migration() {
        return migration;
    }

    /** The states that it can be in now. */
    public StateBelief believedState() {
        return migration.belief();
    }

    /** What was read and written, by region, offset and length. */
    public Registers registers() {
        return registers;
    }

    /** The windows that are mapped now. */
    public IommuMappings mappings() {
        return mappings;
    }

    /** Dirty page tracking by the device or its container. */
    public DirtyLog dirtyLog(TrackingScope scope) {
        return scope == TrackingScope.DEVICE ? deviceLog : containerLog;
    }

    /** DMA in one direction, seen from the device. */
    public DmaCounts dma(DmaDirection direction) {
        return direction == DmaDirection.READ ? dmaReads : dmaWrites;
    }

    /** The set-up of one interrupt type, or empty when it was never mentioned. */
    public Optional<InterruptSetup> interrupts(int interruptIndex) {
        return Optional.ofNullable(interrupts.get(interruptIndex));
    }

    /** How many events of each kind there were. */
    public EventCounts counts() {
        return counts;
    }

    /** Everything, with paths that begin at the device: {@code state}, {@code bar0/0x10/read}. */
    public StateTree tree() {
        StateTree.Builder tree = StateTree.builder();
        describe(tree, "");
        return tree.build();
    }

    void describe(StateTree.Builder tree, String prefix) {
        describeIdentity(tree, prefix);
        migration.describe(tree, prefix);
        registers.describe(tree, prefix);
        mappings.describe(tree, prefix + "mappings");
        describeDirty(tree, prefix);
        describeDma(tree, prefix);
        describeInterrupts(tree, prefix);
        describeFacts(tree, prefix);
        counts.describe(tree, prefix);
    }

    void describeIdentity(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "name", name);
        tree.put(prefix + "open", isOpen);
        protocol.ifPresent(known -> tree.put(prefix + "protocol", known.label()));
    }

    void describeDirty(StateTree.Builder tree, String prefix) {
        deviceLog.describe(tree, prefix + "dirty/device");
        containerLog.describe(tree, prefix + "dirty/container");
    }

    void describeDma(StateTree.Builder tree, String prefix) {
        dmaReads.describe(tree, prefix + "dma");
        dmaWrites.describe(tree, prefix + "dma");
    }

    void describeInterrupts(StateTree.Builder tree, String prefix) {
        interrupts.forEach(
                (number, setup) -> setup.describe(tree, prefix + "interrupts/" + Regions.interruptName(number)));
    }

    void describeFacts(StateTree.Builder tree, String prefix) {
        facts.forEach((path, value) -> tree.put(prefix + path, value));
    }

    void writeTo(SnapshotWriter out) {
        out.putText(name)
                .putBoolean(isOpen)
                .putPacked(protocol.map(known -> 1L + known.code()).orElse(0L));
        migration.writeTo(out);
        counts.writeTo(out);
        registers.writeTo(out);
        mappings.writeTo(out);
        deviceLog.writeTo(out);
        containerLog.writeTo(out);
        dmaReads.writeTo(out);
        dmaWrites.writeTo(out);
        out.putPacked(interrupts.size());
        interrupts.forEach((number, setup) -> setup.writeTo(out.putInt(number)));
        out.putPacked(facts.size());
        facts.forEach((path, value) -> out.putText(path).putText(value));
    }

    /** Becomes what was written; nothing was seen before. */
    void readFrom(SnapshotReader in) {
        name = in.text(Texts.SNAPSHOT_BYTES_MAX);
        isOpen = in.booleanValue();
        long code = in.packed();
        protocol = code == 0
                ? Optional.empty()
                : Optional.of(Protocol.ofCode(code - 1).orElseThrow(() -> in.damaged("no such protocol")));
        migration.readFrom(in);
        counts.readFrom(in);
        registers.readFrom(in);
        mappings.readFrom(in);
        deviceLog.readFrom(in);
        containerLog.readFrom(in);
        dmaReads.readFrom(in);
        dmaWrites.readFrom(in);
        for (long left = in.packedWithin(INDEXES_MAX); left > 0; left--) {
            interrupts
                    .computeIfAbsent(in.intValue(), number -> new InterruptSetup())
                    .readFrom(in);
        }
        for (long left = in.packedWithin(INDEXES_MAX); left > 0; left--) {
            readFact(in);
        }
    }

    private void readFact(SnapshotReader in) {
        String path = in.text(Texts.SNAPSHOT_BYTES_MAX);
        if (!FACT.matcher(path).matches()) {
            throw in.damaged("no fact is called " + path);
        }
        facts.put(path, in.text(Texts.SNAPSHOT_BYTES_MAX));
    }

    void opened(Protocol openedProtocol, Payload newName) {
        protocol = Optional.of(openedProtocol);
        name = Texts.bounded(newName);
        isOpen = true;
        mappings.clear();
        interrupts.clear();
        migration.opened(openedProtocol);
    }

    void closed() {
        isOpen = false;
        migration.closed();
    }

    void negotiated(Party party, int major, int minor, Payload capabilities) {
        String path = "negotiated/" + (party == Party.CLIENT ? "client" : "server");
        put(path + "/version", Integer.toUnsignedString(major) + "." + Integer.toUnsignedString(minor));
        put(path + "/capabilities", Texts.bounded(capabilities));
    }

    void described(long flags, int regions, int interruptTypes) {
        put(
                "described",
                "flags=" + Texts.hex(flags) + " regions=" + Integer.toUnsignedString(regions) + " interrupts="
                        + Integer.toUnsignedString(interruptTypes));
    }

    void regionDescribed(int region, long flags, long size) {
        put(Regions.name(region) + "/described", "size=" + Texts.hex(size) + " flags=" + Texts.hex(flags));
    }

    /** Keeps the last value of something that is seen rarely. */
    void put(String path, String value) {
        if (facts.containsKey(path) || facts.size() < INDEXES_MAX) {
            facts.put(path, value);
        }
    }

    /** The set-up to change; one that is shown nowhere beyond the first {@link #INDEXES_MAX}. */
    InterruptSetup interruptsToChange(int interruptIndex) {
        if (interrupts.containsKey(interruptIndex) || interrupts.size() < INDEXES_MAX) {
            return interrupts.computeIfAbsent(interruptIndex, key -> new InterruptSetup());
        }
        return new InterruptSetup();
    }
}
