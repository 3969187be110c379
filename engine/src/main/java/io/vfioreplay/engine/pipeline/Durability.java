package io.vfioreplay.engine.pipeline;

import io.vfioreplay.hardware.event.EventKind;
import java.time.Duration;

/**
 * When what was recorded is on the disk. What is in the journal survives the death of the process in every class; this is about
 * loss of power.
 */
public sealed interface Durability {

    /** On the disk when somebody waits for it, and at the end. */
    record Memory() implements Durability {}

    /**
     * On the disk in groups.
     *
     * @param delayNanos a commit begins at most this long after an event is in the journal, or right behind the commit before, if
     *     the disk takes longer for that
     */
    record Batch(long delayNanos) implements Durability {

        /** Throws {@link IllegalArgumentException} unless the delay is positive. */
        public Batch {
            checkDelay(delayNanos);
        }
    }

    /**
     * Control-plane events are on the disk before the call that recorded them returns, data-plane events in groups.
     *
     * @param delayNanos as of {@link Batch}, for data-plane events
     */
    record Strict(long delayNanos) implements Durability {

        /** Throws {@link IllegalArgumentException} unless the delay is positive. */
        public Strict {
            checkDelay(delayNanos);
        }
    }

    /** {@link Memory}. */
    static Durability memory() {
        return new Memory();
    }

    /** {@link Batch}. */
    static Durability batch(Duration delay) {
        return new Batch(delay.toNanos());
    }

    /** {@link Strict}. */
    static Durability strict(Duration delay) {
        return new Strict(delay.toNanos());
    }

    private static void checkDelay(long delayNanos) {
        if (delayNanos <= 0) {
            throw new IllegalArgumentException("a delay of " + delayNanos + " ns");
        }
    }

    /**
     * Whether events of a kind come as often as the guest or the device pleases. Everything else is control-plane: what somebody
     * asked the device to become, and what is known about it.
     */
    static boolean isDataPlane(EventKind kind) {
        return switch (kind) {
            case MMIO_READ,
                    MMIO_WRITTEN,
                    CONFIG_READ,
                    CONFIG_WRITTEN,
                    DMA_ISSUED,
                    DMA_COMPLETED,
                    INTERRUPT_RAISED,
                    PAGE_FAULT_BEGAN,
                    PAGE_FAULT_ENDED,
                    DIRTY_PAGES_REPORTED,
                    MIGRATION_WINDOW_READ,
                    MIGRATION_WINDOW_WRITTEN,
                    MIGRATION_DATA_READ,
                    MIGRATION_DATA_WRITTEN,
                    MIGRATION_DATA_CARRIED -> true;
            case DEVICE_OPENED,
                    DEVICE_CLOSED,
                    DEVICE_RESET,
                    PROTOCOL_NEGOTIATED,
                    DEVICE_DESCRIBED,
                    REGION_DESCRIBED,
                    INTERRUPT_DESCRIBED,
                    FEATURE_REQUESTED,
                    OTHER_REQUEST,
                    MIGRATION_FEATURES_READ,
                    DEVICE_STATE_SET,
                    DEVICE_STATE_READ,
                    MIGRATION_REGISTER_READ,
                    MIGRATION_REGISTER_WRITTEN,
                    DATA_FD_CLOSED,
                    PRECOPY_INFO_READ,
                    MIGRATION_DATA_SIZE_READ,
                    DIRTY_TRACKING_STARTED,
                    DIRTY_TRACKING_STOPPED,
                    DMA_MAPPED,
                    DMA_UNMAPPED,
                    VCPUS_STARTED,
                    VCPUS_STOPPED,
                    INTERRUPTS_CONFIGURED,
                    MIGRATION_CONTROL_TOUCHED,
                    EXTERNAL_STATE_CHANGED,
                    INTERNAL_STATE_CHANGED,
                    MARKER_PLACED,
                    EVENTS_LOST,
                    CAPTURE_DAMAGED,
                    MIGRATION_STATUS_REPORTED,
                    ERROR_REPORTED,
                    CANCEL_REQUESTED,
                    VMM_EXITED -> false;
        };
    }
}
