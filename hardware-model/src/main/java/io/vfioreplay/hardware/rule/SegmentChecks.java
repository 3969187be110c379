package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.migration.StateV1;

/**
 * Checks one successful access to the stream of a v1 device and moves its {@link WindowProtocol} on.
 *
 * <p>ours: where a recording shows that some data of a segment was written, it shows all of it.
 */
final class SegmentChecks {

    private final Watch watch;

    SegmentChecks(Watch watch) {
        this.watch = watch;
    }

    void pendingRead(Watched device, Envelope event, long value) {
        if (device.v1.surelyLacks(StateV1.SAVING)) {
            watch.report(
                    WindowRules.R_56,
                    event,
                    () -> "pending_bytes were read in %s; they say nothing unless SAVING is set"
                            .formatted(device.v1.where()));
        }
        if (!WindowChecks.isSaving(device)) {
            return;
        }
        if (device.v1.surelyLacks(StateV1.RUNNING)) {
            checkPendingStopped(device.window, event, value);
        }
        device.window.pendingRead(value);
    }

    private void checkPendingStopped(WindowProtocol window, Envelope event, long value) {
        if (window.pendingWasZero && value != 0) {
            watch.report(
                    WindowRules.R_57,
                    event,
                    () ->
                            "pending_bytes are %s after they were 0 in the same stopped state; expected the stream to be over"
                                    .formatted(Long.toUnsignedString(value)));
        } else if (window.pendingIsLast && window.pending != 0 && value == 0) {
            watch.report(
                    WindowRules.R_54,
                    event,
                    () -> "pending_bytes fell from %s to 0 in a stopped device from which nothing was taken in between"
                            .formatted(Long.toUnsignedString(window.pending)));
        }
    }

    void offsetRead(Watched device, Envelope event, long value) {
        boolean isSaving = WindowChecks.isSaving(device);
        if (!isSaving && !WindowChecks.isResuming(device)) {
            return;
        }
        checkPlace(device.window, event, value, isSaving);
        if (isSaving) {
            checkOffset(device.window, event, value);
        }
        device.window.offsetRead(value);
    }

    private void checkPlace(WindowProtocol window, Envelope event, long value, boolean isSaving) {
        boolean hasNothing = isSaving && window.pendingIsLast && window.pending == 0;
        if (Long.compareUnsigned(value, RegisterV1.HEADER_BYTES) < 0 && !hasNothing) {
            watch.report(
                    WindowRules.R_58,
                    event,
                    () -> "data_offset is %d, which lies within the registers; expected 32 or more".formatted(value));
        }
    }

    private void checkOffset(WindowProtocol window, Envelope event, long value) {
        if (window.lacksPending) {
            watch.report(
                    WindowRules.R_53,
                    event,
                    () -> "data_offset was read before pending_bytes in this save; expected pending_bytes first");
        } else if (window.isTaken()) {
            watch.report(
                    WindowRules.R_53,
                    event,
                    () -> "data_offset was read again after a whole segment of %s bytes; expected pending_bytes first"
                            .formatted(Long.toUnsignedString(window.size)));
        } else if (window.offsetIsRead && value != window.offset) {
            String message = "data_offset was 0x%x and is 0x%x in the same segment, of which %s bytes were read"
                    .formatted(window.offset, value, Long.toUnsignedString(window.moved));
            watch.report(window.moved == 0 ? WindowRules.R_55 : WindowRules.R_53, event, () -> message);
        }
    }

    void sizeRead(Watched device, Envelope event, long value) {
        WindowProtocol window = device.window;
        if (!WindowChecks.isSaving(device)) {
            return;
        }
        if (window.sizeIsRead && window.moved == 0 && value != window.size) {
            watch.report(
                    WindowRules.R_55,
                    event,
                    () -> "data_size was %s and is %s in the same segment, of which nothing was read"
                            .formatted(Long.toUnsignedString(window.size), Long.toUnsignedString(value)));
        }
        window.sizeRead(value);
    }

    void dataRead(Watched device, Envelope event, long at, int length) {
        WindowProtocol window = device.window;
        if (!WindowChecks.isSaving(device)) {
            return;
        }
        if (!window.offsetIsRead && window.isWhole) {
            watch.report(
                    WindowRules.R_53,
                    event,
                    () -> "data was read at 0x%x before the data_offset of its segment; expected data_offset first"
                            .formatted(at));
        } else if (window.offsetIsRead && window.sizeIsRead && !window.holds(at, length)) {
            watch.report(
                    WindowRules.R_53,
                    event,
                    () -> "%d bytes were read at 0x%x; the segment has %s bytes at 0x%x"
                            .formatted(length, at, Long.toUnsignedString(window.size), window.offset));
        }
        window.dataMoved(at, length);
    }

    void dataWritten(Watched device, Envelope event, long at, int length) {
        WindowProtocol window = device.window;
        if (!WindowChecks.isResuming(device)) {
            return;
        }
        if (!window.offsetIsRead && window.isWhole) {
            watch.report(
                    WindowRules.R_59,
                    event,
                    () ->
                            "data was written at 0x%x before the data_offset of its segment was read; expected data_offset first"
                                    .formatted(at));
        } else if (window.offsetIsRead && Long.compareUnsigned(at, window.offset) < 0) {
            watch.report(
                    WindowRules.R_59,
                    event,
                    () -> "data was written at 0x%x, in front of data_offset 0x%x".formatted(at, window.offset));
        }
        window.dataMoved(at, length);
    }

    void sizeWritten(Watched device, Envelope event, long value) {
        WindowProtocol window = device.window;
        if (!WindowChecks.isResuming(device)) {
            return;
        }
        if (!window.offsetIsRead && window.isWhole) {
            watch.report(
                    WindowRules.R_59,
                    event,
                    () ->
                            "data_size %s was written for a segment whose data_offset was not read; expected data_offset first"
                                    .formatted(Long.toUnsignedString(value)));
        } else if (window.offsetIsRead && window.moved != 0 && window.moved != value) {
            watch.report(
                    WindowRules.R_59,
                    event,
                    () -> "data_size %s was written for a segment into which %s bytes were; expected the same number"
                            .formatted(Long.toUnsignedString(value), Long.toUnsignedString(window.moved)));
        }
        window.sizeWritten();
    }
}
