package io.vfioreplay.hardware.migration;

import java.util.Optional;

/**
 * What a v2 device says it can do for migration: one of the four legal words of {@code VFIO_DEVICE_FEATURE_MIGRATION}.
 *
 * <p>Source: Linux uAPI {@code include/uapi/linux/vfio.h}, {@code struct vfio_device_feature_migration}; R-67.
 */
public enum FeatureSet {
    /** RUNNING, STOP, STOP_COPY, RESUMING. */
    STOP_COPY(0b001),
    /** Adds RUNNING_P2P. */
    STOP_COPY_P2P(0b011),
    /** Adds PRE_COPY. */
    STOP_COPY_PRE_COPY(0b101),
    /** Adds RUNNING_P2P, PRE_COPY and PRE_COPY_P2P. */
    STOP_COPY_P2P_PRE_COPY(0b111);

    private static final FeatureSet[] ALL = values();
    private static final int P2P = 0b010;
    private static final int PRE_COPY = 0b100;

    private final int flags;

    FeatureSet(int flags) {
        this.flags = flags;
    }

    /** The feature word: 1 STOP_COPY, 2 P2P, 4 PRE_COPY. */
    public int flags() {
        return flags;
    }

    /** The set with this word, or empty when the word is none of 1, 3, 5 and 7. */
    public static Optional<FeatureSet> ofFlags(long flags) {
        for (FeatureSet set : ALL) {
            if (set.flags == flags) {
                return Optional.of(set);
            }
        }
        return Optional.empty();
    }

    /** Whether a device with these features can be in this state; every device can be in ERROR. */
    public boolean has(StateV2 state) {
        return (required(state) & ~flags) == 0;
    }

    private static int required(StateV2 state) {
        return switch (state) {
            case ERROR, STOP, RUNNING, STOP_COPY, RESUMING -> 0;
            case RUNNING_P2P -> P2P;
            case PRE_COPY -> PRE_COPY;
            case PRE_COPY_P2P -> P2P | PRE_COPY;
        };
    }
}
