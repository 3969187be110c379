package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.rule.Visibility;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** From where a simulated migration is recorded, and so what of it is seen. */
public enum Vantage {
    /** Nothing escapes: as if driver, VMM and hardware were probed at once. */
    EVERYTHING("everything, simulated", EnumSet.allOf(Visibility.class)),
    /** The messages on a vfio-user socket. */
    VFIO_USER("vfio-user, simulated", Visibility.vfioUser()),
    /** The trace log of QEMU: how much data was moved, but not which. */
    QEMU_LOG("qemu log, simulated", Visibility.qemu());

    private static final int DATA_FD_OF_STATE = 1;
    private static final int DATA_FD_OF_DATA = 0;
    private static final int ORIGIN_OF_MMIO = 3;

    private final String format;
    private final Set<Visibility> visible;

    Vantage(String format, Set<Visibility> visible) {
        this.format = format;
        this.visible = Collections.unmodifiableSet(visible);
    }

    /** The name on the command line, for example {@code vfio-user}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the header of a journal calls the format of such a recording. */
    String format() {
        return format;
    }

    /** What is seen from there. */
    public Set<Visibility> visible() {
        return visible;
    }

    /** Passes on what is seen from here, as it looks from here. */
    FlatEventSink into(FlatEventSink recording) {
        return this == EVERYTHING
                ? recording
                : (envelope, kind, values, payload) -> {
                    if (shows(kind, values)) {
                        record(recording, envelope, kind, values, payload);
                    }
                };
    }

    private boolean shows(EventKind kind, long[] values) {
        return switch (kind) {
            case DATA_FD_CLOSED -> visible.contains(Visibility.DATA_FD);
            case PRECOPY_INFO_READ -> visible.contains(Visibility.PRECOPY_INFO);
            case MIGRATION_DATA_SIZE_READ -> visible.contains(Visibility.DATA_SIZE);
            case DIRTY_TRACKING_STARTED, DIRTY_TRACKING_STOPPED, DIRTY_PAGES_REPORTED ->
                visible.contains(values[0] == 0 ? Visibility.DIRTY_CONTAINER : Visibility.DIRTY_LOGGING);
            case DMA_ISSUED, DMA_COMPLETED ->
                visible.contains(values[1] == EventSink.RAM ? Visibility.DMA_BY_MESSAGE : Visibility.PEER_DMA);
            case MMIO_READ, MMIO_WRITTEN -> values[ORIGIN_OF_MMIO] == EventSink.CPU;
            case INTERRUPT_RAISED -> visible.contains(Visibility.INTERRUPTS);
            case VCPUS_STARTED, VCPUS_STOPPED -> visible.contains(Visibility.VCPUS);
            case PAGE_FAULT_BEGAN, PAGE_FAULT_ENDED -> visible.contains(Visibility.PAGE_FAULTS);
            case INTERNAL_STATE_CHANGED, EXTERNAL_STATE_CHANGED -> visible.contains(Visibility.INTERNAL_STATE);
            case MIGRATION_CONTROL_TOUCHED -> visible.contains(Visibility.MIGRATION_CONTROL);
            case DEVICE_RESET -> values[0] == 0;
            default -> true;
        };
    }

    private void record(FlatEventSink recording, Envelope envelope, EventKind kind, long[] values, Payload payload) {
        Envelope seen = envelope;
        Payload bytes = payload;
        if (kind == EventKind.DEVICE_STATE_SET || kind == EventKind.DEVICE_STATE_READ) {
            values[DATA_FD_OF_STATE] = EventSink.NO_DATA_FD;
        } else if (kind == EventKind.MIGRATION_DATA_READ || kind == EventKind.MIGRATION_DATA_WRITTEN) {
            values[DATA_FD_OF_DATA] = EventSink.NO_DATA_FD;
            if (envelope.result() == Errno.ENOMSG) {
                seen = Stamp.copyOf(envelope).withResult(Envelope.OK); // Neither way knows this error.
            }
        }
        if (this == QEMU_LOG && isMigrationData(kind)) {
            bytes = Payload.empty();
        }
        recording.accept(seen, kind, values, bytes);
    }

    private static boolean isMigrationData(EventKind kind) {
        return switch (kind) {
            case MIGRATION_DATA_READ, MIGRATION_DATA_WRITTEN, MIGRATION_WINDOW_READ, MIGRATION_WINDOW_WRITTEN -> true;
            default -> false;
        };
    }
}
