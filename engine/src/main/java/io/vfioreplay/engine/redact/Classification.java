package io.vfioreplay.engine.redact;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/** What becomes of each field and payload of each kind of event. */
final class Classification {

    /** The fields that are addresses of the guest; a kind with one of them and a {@code size} has the start of a range. */
    private static final Set<String> ADDRESSES = Set.of("iova", "address", "fileOffset");

    private Classification() {}

    /** What becomes of a field. Offsets within a device's regions are the device's, not the guest's, and so are all its registers. */
    static Treatment ofField(Field field) {
        return ADDRESSES.contains(field.name()) ? Treatment.ADDRESS : Treatment.KEPT;
    }

    /** What becomes of a payload. */
    static Treatment ofPayload(EventKind kind) {
        return switch (kind) {
            // Compared byte by byte across sides, events and messages.
            case MIGRATION_DATA_READ,
                    MIGRATION_DATA_WRITTEN,
                    MIGRATION_WINDOW_READ,
                    MIGRATION_WINDOW_WRITTEN,
                    MIGRATION_DATA_CARRIED,
                    MMIO_READ,
                    MMIO_WRITTEN,
                    CONFIG_READ,
                    CONFIG_WRITTEN -> Treatment.BYTES;
            // Compared as a whole or not at all.
            case DMA_COMPLETED, OTHER_REQUEST, INTERNAL_STATE_CHANGED -> Treatment.CONTENT;
            case DIRTY_TRACKING_STARTED -> Treatment.RANGES;
            // Which pages were written, not what: the rules on tracking need every bit.
            case DIRTY_PAGES_REPORTED, DMA_UNMAPPED -> Treatment.KEPT;
            case DEVICE_OPENED,
                    PROTOCOL_NEGOTIATED,
                    VCPUS_STARTED,
                    VCPUS_STOPPED,
                    EXTERNAL_STATE_CHANGED,
                    MARKER_PLACED,
                    EVENTS_LOST,
                    CAPTURE_DAMAGED,
                    MIGRATION_STATUS_REPORTED,
                    ERROR_REPORTED -> Treatment.WORDS;
            case DEVICE_CLOSED,
                    DEVICE_RESET,
                    DEVICE_DESCRIBED,
                    REGION_DESCRIBED,
                    INTERRUPT_DESCRIBED,
                    FEATURE_REQUESTED,
                    MIGRATION_FEATURES_READ,
                    DEVICE_STATE_SET,
                    DEVICE_STATE_READ,
                    MIGRATION_REGISTER_READ,
                    MIGRATION_REGISTER_WRITTEN,
                    DATA_FD_CLOSED,
                    PRECOPY_INFO_READ,
                    MIGRATION_DATA_SIZE_READ,
                    DIRTY_TRACKING_STOPPED,
                    DMA_MAPPED,
                    DMA_ISSUED,
                    INTERRUPTS_CONFIGURED,
                    INTERRUPT_RAISED,
                    PAGE_FAULT_BEGAN,
                    PAGE_FAULT_ENDED,
                    MIGRATION_CONTROL_TOUCHED,
                    CANCEL_REQUESTED,
                    VMM_EXITED -> Treatment.ABSENT;
        };
    }

    /** The whole table in Markdown. */
    static List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of("| event | payload | addresses | kept |", "|---|---|---|---|"));
        for (EventKind kind : EventKind.values()) {
            StringJoiner moved = new StringJoiner(", ");
            StringJoiner kept = new StringJoiner(", ");
            for (Field field : kind.fields()) {
                (ofField(field) == Treatment.KEPT ? kept : moved).add(field.name());
            }
            Treatment payload = ofPayload(kind);
            String what = payload == Treatment.ABSENT ? "" : kind.payloadName() + ": " + payload.label();
            lines.add("| `%s` | %s | %s | %s |".formatted(kind.label(), what, moved, kept));
        }
        return lines;
    }
}
