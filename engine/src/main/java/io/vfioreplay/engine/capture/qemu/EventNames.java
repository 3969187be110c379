package io.vfioreplay.engine.capture.qemu;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of the events of a binary trace by their numbers, as its mapping records tell them: all those that the QEMU which
 * wrote it knows, and so a mark of its version. One thread.
 */
final class EventNames {

    /** No number is as high: QEMU 10 knows some thousand events. */
    static final int IDS_MAX = 1 << 16;

    /** Left with the protocol in QEMU 8.0. */
    private static final Set<QemuEvent> OF_V1 = EnumSet.of(QemuEvent.VFIO_UPDATE_PENDING, QemuEvent.VFIO_SAVE_BUFFER);

    /** Came with the protocol in QEMU 8.0 or later. */
    private static final Set<QemuEvent> OF_V2 = EnumSet.of(
            QemuEvent.VFIO_SAVE_BLOCK,
            QemuEvent.VFIO_MIGRATION_REALIZE,
            QemuEvent.VFIO_STATE_PENDING_EXACT,
            QemuEvent.VFIO_MIGRATION_SET_DEVICE_STATE);

    private final Set<QemuEvent> known = EnumSet.noneOf(QemuEvent.class);
    private @Nullable String[] names = new @Nullable String[0];
    private @Nullable QemuEvent[] events = new @Nullable QemuEvent[0];

    /** Learns a name; false where the number, below {@link #IDS_MAX}, has another one, which it keeps. */
    boolean learn(int id, byte[] bytes, int from, int to) {
        String name = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        if (isKnown(id)) {
            return name.equals(names[id]);
        }
        if (id >= names.length) {
            int length = Math.min(IDS_MAX, Math.max(id + 1, 2 * names.length));
            names = Arrays.copyOf(names, length);
            events = Arrays.copyOf(events, length);
        }
        names[id] = name;
        events[id] = QemuEvent.named(bytes, from, to);
        if (events[id] != null) {
            known.add(events[id]);
        }
        return true;
    }

    boolean isKnown(long id) {
        return id >= 0 && id < names.length && names[(int) id] != null;
    }

    /** The name of an event that {@link #isKnown}. */
    String name(long id) {
        String name = isKnown(id) ? names[(int) id] : null;
        if (name == null) {
            throw new IllegalStateException("asked for the name of the unknown event " + id);
        }
        return name;
    }

    /** The event, or null where it is unknown or says nothing about a device. */
    @Nullable
    QemuEvent event(long id) {
        return isKnown(id) ? events[(int) id] : null;
    }

    /** An event of QEMU's that exists only where it speaks protocol v1 to devices. */
    Optional<QemuEvent> showingV1() {
        return OF_V1.stream().filter(known::contains).findFirst();
    }

    /** An event of QEMU's that exists only where it speaks protocol v2 to devices. */
    Optional<QemuEvent> showingV2() {
        return OF_V2.stream().filter(known::contains).findFirst();
    }
}
