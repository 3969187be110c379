package io.vfioreplay.hardware.rule;

/**
 * Where one v1 device and its client are in the protocol of the data window, as far as the recording settles it. Constant size.
 *
 * <p>A save goes through segments: read pending_bytes, data_offset, data_size, the data, pending_bytes again. A resume goes
 * through segments: read data_offset, write the data, write data_size. Numbers are unsigned.
 *
 * <p>ours: a change of state ends the segment at hand, but not the save: pending_bytes that were read in pre-copy need not be read
 * again in stop-copy. Data that moves through a mapping of the window is in no recording, so that no visible data proves nothing.
 *
 * <p>Source: Linux 5.8 to 5.17 {@code include/uapi/linux/vfio.h}, text above {@code struct vfio_device_migration_info}.
 */
final class WindowProtocol {

    /** Whether the beginning of this segment was seen, so that what was not seen in it did not happen. */
    boolean isWhole;
    /** Whether the beginning of this save was seen and pending_bytes have not been read in it. */
    boolean lacksPending;
    /** pending_bytes were read in this state, and data_offset was not read since. */
    boolean pendingIsLast;

    long pending;
    /** pending_bytes were 0 in this state. */
    boolean pendingWasZero;

    boolean offsetIsRead;
    long offset;
    boolean sizeIsRead;
    long size;
    /** How far into the segment data was seen to move, in bytes. */
    long moved;

    /** The first access to the stream that failed in this save or resume, as an errno, or 0. */
    int failed;
    /** The stream went on after that. */
    boolean wentOn;

    void forget() {
        stateChanged();
        lacksPending = false;
        failed = 0;
        wentOn = false;
    }

    /** A save or a resume begins; {@code isSave} says which. */
    void begin(boolean isSave) {
        forget();
        isWhole = true;
        lacksPending = isSave;
    }

    /** Another state of the same save or resume. */
    void stateChanged() {
        beginSegment();
        isWhole = false;
        pendingIsLast = false;
        pendingWasZero = false;
        pending = 0;
    }

    /** The segment at hand is over; the next begins. */
    void beginSegment() {
        isWhole = true;
        offsetIsRead = false;
        sizeIsRead = false;
        moved = 0;
    }

    /** Something happened to the segment that cannot be told. */
    void blur() {
        beginSegment();
        isWhole = false;
        lacksPending = false;
        pendingIsLast = false;
    }

    void pendingRead(long value) {
        beginSegment();
        lacksPending = false;
        pendingIsLast = true;
        pending = value;
        pendingWasZero |= value == 0;
    }

    void offsetRead(long value) {
        if (isTaken()) {
            beginSegment();
        }
        pendingIsLast = false;
        lacksPending = false;
        offsetIsRead = true;
        offset = value;
        wentOn |= failed != 0;
    }

    void sizeRead(long value) {
        sizeIsRead = true;
        size = value;
        wentOn |= failed != 0;
    }

    void dataMoved(long at, int length) {
        long end = at + length - offset;
        if (offsetIsRead && Long.compareUnsigned(at, offset) >= 0 && Long.compareUnsigned(end, moved) > 0) {
            moved = end;
        }
        wentOn |= failed != 0;
    }

    void sizeWritten() {
        beginSegment();
        wentOn |= failed != 0;
    }

    void failed(int errno) {
        failed = failed == 0 ? errno : failed;
    }

    /** Whether the whole segment was seen to be read. */
    boolean isTaken() {
        return offsetIsRead && sizeIsRead && size != 0 && Long.compareUnsigned(moved, size) >= 0;
    }

    /** Whether an access lies within the segment. */
    boolean holds(long at, int length) {
        long from = at - offset;
        return Long.compareUnsigned(from, size) <= 0 && Long.compareUnsigned(length, size - from) <= 0;
    }
}
