package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.qemu.LoggedDevice.Segment;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;

/**
 * Makes the movements of device state of the lines about them. A log shows how much was moved, never what. One thread.
 *
 * <p>v1: a line about a saved piece stands for the reads of data_offset and data_size and of the window behind them; one about
 * a loaded piece comes before the write of data_size that hands it over, which is taken for accepted when the device's next line
 * shows no failure. v2: the line that says that stop-and-copy is complete stands for the read that ended the stream.
 */
final class StreamLines {

    static final int PENDING_BYTES = 8;
    static final int DATA_OFFSET = 16;
    static final int DATA_SIZE = 24;

    private static final long BUFFER_BYTES = 1 << 20;
    private static final long UNKNOWN_SIZE = 100L << 30; // What QEMU writes where the device told no size.

    private final Output out;

    StreamLines(Output out) {
        this.out = out;
    }

    /** {@code vfio_update_pending}: pending_bytes was read. */
    void pending(LoggedDevice device, TraceArgs args) {
        registerRead(device, PENDING_BYTES, args.number(1));
    }

    /** {@code vfio_save_buffer}: a piece is being read out of the window. */
    void savedSegment(LoggedDevice device, TraceArgs args) {
        registerRead(device, DATA_OFFSET, args.number(1));
        registerRead(device, DATA_SIZE, args.number(2));
        out.sink()
                .migrationWindowRead(out.stamp(device.index), args.number(1), length(args.number(2)), Payload.empty());
    }

    /** {@code vfio_save_block}: a piece was read from the data_fd. */
    void savedBlock(LoggedDevice device, long size) {
        out.sink().migrationDataRead(out.stamp(device.index), EventSink.NO_DATA_FD, size, size, Payload.empty());
    }

    /** {@code vfio_save_complete_precopy} of v2 with what it returned. */
    void saveCompleted(LoggedDevice device, long returned) {
        int result = result(returned);
        out.sink()
                .migrationDataRead(
                        out.stamp(device.index, result), EventSink.NO_DATA_FD, BUFFER_BYTES, 0, Payload.empty());
    }

    /** {@code vfio_state_pending_exact}: the device was asked how long the stop-copy stream may become. */
    void sizeRead(LoggedDevice device, long size) {
        boolean told = size != UNKNOWN_SIZE;
        out.sink()
                .migrationDataSizeRead(out.stamp(device.index, told ? Envelope.OK : Envelope.FAILED), told ? size : 0);
    }

    /** {@code vfio_load_state_device_data} of v1: a piece is about to be written into the window. */
    void loadingSegment(LoggedDevice device, TraceArgs args) {
        settle(device, Envelope.OK);
        registerRead(device, DATA_OFFSET, args.number(1));
        out.sink()
                .migrationWindowWritten(
                        out.stamp(device.index), args.number(1), length(args.number(2)), Payload.empty());
        device.segment = new Segment(args.number(1), args.number(2), out.timeNanos());
    }

    /** {@code vfio_load_state_device_data} of v2: a piece was written to the data_fd. */
    void loaded(LoggedDevice device, long size, long returned) {
        out.sink()
                .migrationDataWritten(
                        out.stamp(device.index, result(returned)), EventSink.NO_DATA_FD, size, size, Payload.empty());
    }

    /** Data was read whose amount is in no line, since it goes through channels of its own. */
    void savedElsewhere(LoggedDevice device) {
        out.sink()
                .migrationDataRead(
                        out.stamp(device.index, Envelope.UNOBSERVED), EventSink.NO_DATA_FD, 0, 0, Payload.empty());
    }

    /** The same for data that was written. */
    void loadedElsewhere(LoggedDevice device) {
        out.sink()
                .migrationDataWritten(
                        out.stamp(device.index, Envelope.UNOBSERVED), EventSink.NO_DATA_FD, 0, 0, Payload.empty());
    }

    /** The piece that a v1 device was given turned out like this; nothing happens where there is none. */
    void settle(LoggedDevice device, int result) {
        Segment segment = device.segment;
        if (segment != null) {
            device.segment = null;
            out.sink()
                    .migrationRegisterWritten(
                            out.stampSince(device.index, result, segment.timeNanos()),
                            DATA_SIZE,
                            Long.BYTES,
                            segment.size());
        }
    }

    /** Minus an errno, as functions of QEMU return it, as a result. */
    static int result(long returned) {
        return returned >= 0 ? Envelope.OK : returned > -Envelope.FAILED ? (int) -returned : Envelope.FAILED;
    }

    private void registerRead(LoggedDevice device, int offset, long value) {
        out.sink().migrationRegisterRead(out.stamp(device.index), offset, Long.BYTES, value);
    }

    private static int length(long size) {
        return (int) Math.max(0, Math.min(size, Integer.MAX_VALUE));
    }
}
