package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.state.StateTree;
import java.util.List;

/**
 * A part of what is known of a device or of the host, that can be looked at without building the tree of everything. The facets of a
 * device and its registers have each leaf of {@link ObservedDevice#tree()} once; those of the host have each other leaf of
 * {@link ObservedHost#tree()} once.
 */
public enum Facet {
    /** {@code name}, {@code open} and {@code protocol}. */
    IDENTITY,
    /** {@code state}, {@code features} and {@code stream/}. */
    MIGRATION,
    /** {@code mappings/}. */
    MAPPINGS,
    /** {@code dirty/}. */
    DIRTY,
    /** {@code dma/}. */
    DMA,
    /** {@code interrupts/}. */
    INTERRUPTS,
    /** What is seen rarely: {@code described}, {@code feature/}, {@code negotiated/} and their like. */
    FACTS,
    /** {@code events/} of a device. */
    COUNTS,
    /** {@code registersNotTracked}; registers themselves are asked for one by one, see {@link #register}. */
    REGISTERS_NOT_TRACKED,
    /** {@code host/}. */
    HOST;

    /**
     * The leaves of this facet.
     *
     * @param device index of the device; of no meaning for {@link #HOST}
     * @return paths as in {@link ObservedHost#tree()}; nothing while no event of the device was seen
     */
    public StateTree of(ObservedHost host, int device) {
        StateTree.Builder tree = StateTree.builder();
        if (this == HOST) {
            host.vm.describe(tree);
            host.devices.describeHost(tree);
            return tree.build();
        }
        host.device(device).ifPresent(known -> describe(known, tree, prefix(device)));
        return tree.build();
    }

    /** The leaves of one offset of a region, of which these are all the places, ordered by length. */
    public static StateTree register(int device, List<Registers.Register> sameOffset) {
        StateTree.Builder tree = StateTree.builder();
        if (!sameOffset.isEmpty()) {
            RegisterLeaves.describe(tree, prefix(device), sameOffset);
        }
        return tree.build();
    }

    private void describe(ObservedDevice device, StateTree.Builder tree, String prefix) {
        switch (this) {
            case IDENTITY -> device.describeIdentity(tree, prefix);
            case MIGRATION -> device.migration.describe(tree, prefix);
            case MAPPINGS -> device.mappings.describe(tree, prefix + "mappings");
            case DIRTY -> device.describeDirty(tree, prefix);
            case DMA -> device.describeDma(tree, prefix);
            case INTERRUPTS -> device.describeInterrupts(tree, prefix);
            case FACTS -> device.describeFacts(tree, prefix);
            case COUNTS -> device.counts.describe(tree, prefix);
            case REGISTERS_NOT_TRACKED ->
                Texts.putUnlessZero(tree, prefix + "registersNotTracked", device.registers.notTracked());
            case HOST -> throw new IllegalStateException("a device is not the host");
        }
    }

    private static String prefix(int device) {
        return "device" + device + "/";
    }
}
