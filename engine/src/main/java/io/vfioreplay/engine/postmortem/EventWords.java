package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.migration.DeviceState;

/** An event in a few words for a sentence. */
final class EventWords {

    private EventWords() {}

    static String of(EventKind kind, long[] values) {
        return switch (kind) {
            case DEVICE_STATE_SET -> "SET " + DeviceState.unpacked(values[0]).label();
            case DEVICE_STATE_READ -> "GET of the state";
            case MIGRATION_DATA_READ -> "the read of " + bytes(values[1]) + " of migration data";
            case MIGRATION_DATA_WRITTEN -> "the write of " + bytes(values[1]) + " of migration data";
            case PROTOCOL_NEGOTIATED -> "the version";
            case DEVICE_RESET -> "the reset";
            case MIGRATION_WINDOW_READ -> "the read of " + bytes(values[1]) + " of migration data";
            case MIGRATION_WINDOW_WRITTEN -> "the write of " + bytes(values[1]) + " of migration data";
            case MIGRATION_REGISTER_READ -> "the read of " + register(values[0]);
            case MIGRATION_REGISTER_WRITTEN -> "the write of " + register(values[0]);
            case DIRTY_TRACKING_STARTED -> "the start of dirty page tracking";
            case DIRTY_PAGES_REPORTED -> "the question for dirty pages";
            case MMIO_READ -> "the read of region " + values[0] + " at 0x" + Long.toHexString(values[1]);
            case MMIO_WRITTEN -> "the write to region " + values[0] + " at 0x" + Long.toHexString(values[1]);
            default -> kind.label();
        };
    }

    /** {@code 1 byte}, {@code 2 bytes}. */
    static String bytes(long count) {
        return count == 1 ? "1 byte" : count + " bytes";
    }

    private static String register(long offset) {
        return offset == SegmentsV1.DATA_SIZE
                ? "data_size, which hands a piece of the state over"
                : offset == SegmentsV1.PENDING_BYTES
                        ? "pending_bytes"
                        : "the migration register at 0x" + Long.toHexString(offset);
    }

    /** The event as a line: kind, fields, result. */
    static String line(Envelope envelope, EventKind kind, long[] values) {
        StringBuilder line = new StringBuilder(kind.label());
        for (int i = 0; i < kind.fields().size(); i++) {
            Field field = kind.fields().get(i);
            line.append(' ').append(field.name()).append('=').append(field.text(values[i]));
        }
        return line.append(" -> ").append(Errno.name(envelope.result())).toString();
    }
}
