package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;

/**
 * A piece of migration data as an event tells of it: a message or a read of a data_fd in v2, an access to the window in v1.
 *
 * @param kind which event
 * @param asked bytes that were asked for, or that a message says it carries
 * @param count bytes that there are
 * @param data the bytes, as far as the recording shows them
 */
record DataPiece(EventKind kind, long asked, long count, Payload data) {

    /** Where a stream was seen. */
    enum Direction {
        /** Where a device handed it out. */
        SAVED,
        /** Where a device took it in. */
        LOADED,
        /** Between two VMMs. */
        CARRIED;

        /** Whether events of this kind hold pieces of such a stream. */
        boolean isOf(EventKind kind) {
            return switch (this) {
                case SAVED -> isRead(kind);
                case LOADED -> isWritten(kind);
                case CARRIED -> kind == EventKind.MIGRATION_DATA_CARRIED;
            };
        }
    }

    /** Whether events of this kind move data out of a device. */
    static boolean isRead(EventKind kind) {
        return kind == EventKind.MIGRATION_DATA_READ || kind == EventKind.MIGRATION_WINDOW_READ;
    }

    /** Whether events of this kind move data into a device. */
    static boolean isWritten(EventKind kind) {
        return kind == EventKind.MIGRATION_DATA_WRITTEN || kind == EventKind.MIGRATION_WINDOW_WRITTEN;
    }

    /** The piece of an event that moves data. */
    static DataPiece of(EventKind kind, long[] values, Payload payload) {
        if (kind == EventKind.MIGRATION_DATA_CARRIED) {
            return new DataPiece(kind, values[2], values[2], payload);
        }
        boolean window = kind == EventKind.MIGRATION_WINDOW_READ || kind == EventKind.MIGRATION_WINDOW_WRITTEN;
        return new DataPiece(kind, values[1], window ? values[1] : values[2], payload);
    }

    boolean isRead() {
        return isRead(kind);
    }

    /** How many bytes count: what a message says that it carries, but no more than there are. */
    int accepted() {
        long bytes = isRead() || kind == EventKind.MIGRATION_DATA_CARRIED ? count : Math.min(asked, count);
        return (int) Math.max(0, Math.min(bytes, Integer.MAX_VALUE));
    }

    /** Whether a message carries less than it says. */
    boolean isShort() {
        return kind == EventKind.MIGRATION_DATA_WRITTEN && count < asked;
    }

    String words() {
        return "the %s of %d bytes of migration data".formatted(isRead() ? "read" : "write", asked);
    }
}
