package io.vfioreplay.engine.postmortem;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The pieces in which a v1 device hands its state out and takes it in: what was written into the window counts when the write of
 * data_size hands it over with success; a piece whose window was mapped, so that no access to it was seen, counts by its size.
 *
 * <p>Source: UAPI {@code struct vfio_device_migration_info}.
 */
final class SegmentsV1 {

    static final int PENDING_BYTES = 8;
    private static final int DATA_OFFSET = 16;
    static final int DATA_SIZE = 24;
    /** More pieces of one segment are taken for accepted rather than held back. */
    private static final int HELD_MAX = 1 << 14;

    private final BiConsumer<Moment, DataPiece> counted;
    private final List<Held> held = new ArrayList<>();
    private @Nullable Moment announcedAt;
    private long announced;

    /**
     * No piece yet.
     *
     * @param counted takes each piece that counts
     */
    SegmentsV1(BiConsumer<Moment, DataPiece> counted) {
        this.counted = counted;
    }

    private record Held(Moment moment, DataPiece piece) {}

    /** An access to the window. */
    void window(Moment moment, DataPiece piece) {
        if (piece.isRead()) {
            announcedAt = null;
            counted.accept(moment, piece);
            return;
        }
        if (held.size() == HELD_MAX) {
            release();
        }
        held.add(new Held(
                moment,
                new DataPiece(
                        piece.kind(),
                        piece.asked(),
                        piece.count(),
                        Payload.of(piece.data().toByteArray()))));
    }

    /** A register other than device_state was read with success. */
    void registerRead(Moment moment, long offset, long value) {
        if (announcedAt != null && (offset == PENDING_BYTES || offset == DATA_OFFSET)) {
            counted.accept(announcedAt, unseen(EventKind.MIGRATION_WINDOW_READ, announced));
            announcedAt = null;
        }
        if (offset == DATA_SIZE) {
            announcedAt = value == 0 ? null : moment;
            announced = value;
        }
    }

    /** data_size was written: what lies in the window was handed over. */
    void sizeWritten(Moment moment, Envelope envelope, long size) {
        boolean seen = !held.isEmpty();
        if (!envelope.succeeded()) {
            held.clear();
        } else if (seen) {
            release();
        } else {
            counted.accept(moment, unseen(EventKind.MIGRATION_WINDOW_WRITTEN, size));
        }
    }

    /** The session is over, or another one begins. */
    void clear() {
        held.clear();
        announcedAt = null;
    }

    private void release() {
        held.forEach(each -> counted.accept(each.moment, each.piece));
        held.clear();
    }

    private static DataPiece unseen(EventKind kind, long size) {
        return new DataPiece(kind, size, size, Payload.empty());
    }
}
