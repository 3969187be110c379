package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.MappingKind;
import io.vfioreplay.hardware.event.MigrationSide;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.TrackingScope;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes what concerns a whole VM of the lines about it: run states, the word on the migration, mappings, dirty pages.
 *
 * <p>A line that names no device belongs to the host; where several VMs write into one log, to the device of which its thread
 * spoke last.
 *
 * <p>ours: QEMU stops its VCPUs before it tells the devices, and starts them after it told the last one, so they are taken to
 * start at the first line that is not about that.
 */
final class VmLines {

    private static final int PAGE_BYTES = 4096;
    private static final int READ_WRITE = 3;

    private final Output out;
    private final LoggedDevices devices;
    private String startReason = "";
    private String lastStatus = "";

    VmLines(Output out, LoggedDevices devices) {
        this.out = out;
        this.devices = devices;
    }

    /** {@code vm_state_notify}. */
    void runState(boolean running, String reason) {
        if (devices.areOfSeveralVms()) {
            return;
        }
        if (running) {
            startReason = reason;
        } else {
            startReason = "";
            out.sink().vcpusStopped(out.stamp(Envelope.HOST), Payload.ofUtf8(reason));
        }
    }

    /** A line that QEMU writes only when it is done with starting the devices. */
    void started() {
        if (!startReason.isEmpty()) {
            String reason = startReason;
            startReason = "";
            out.sink().vcpusStarted(out.stamp(Envelope.HOST), Payload.ofUtf8(reason));
        }
    }

    /** {@code migrate_set_state}. */
    void status(String word) {
        lastStatus = word;
        out.sink().migrationStatusReported(out.stamp(subject()), MigrationSide.RECORDED, Payload.ofUtf8(word));
    }

    /** A status that every device is told of, which {@code migrate_set_state} may have told before. */
    void statusOnce(int device, String word) {
        if (!word.equals(lastStatus)) {
            lastStatus = word;
            int about = devices.areOfSeveralVms() ? device : Envelope.HOST;
            out.sink().migrationStatusReported(out.stamp(about), MigrationSide.RECORDED, Payload.ofUtf8(word));
        }
    }

    /** An error that no device is named in. */
    void error(String text) {
        error(subject(), text);
    }

    /** An error of one device, or of {@link Envelope#HOST}. */
    void error(int device, String text) {
        out.sink().errorReported(out.stamp(device), MigrationSide.RECORDED, Payload.ofUtf8(text));
    }

    /** Something worth knowing that is no error. */
    void remark(String text) {
        out.sink().markerPlaced(out.stamp(subject()), Payload.ofUtf8(text));
    }

    /** A function of QEMU that moves a migration on returned; a negative number is an error. */
    void returned(String what, long value) {
        if (value < 0) {
            error("%s ended with %s (%d)".formatted(what, Errno.name(StreamLines.result(value)), value));
        }
    }

    /** {@code handle_qmp_command}: only what asks for an end of a migration counts. */
    boolean command(String json) {
        boolean cancels = json.contains("\"migrate_cancel\"") || json.contains("\"migrate-cancel\"");
        if (cancels) {
            out.sink().cancelRequested(out.stamp(subject()), MigrationSide.RECORDED);
        }
        return cancels;
    }

    /** A part of the guest's memory became visible to its devices; the ends are those of the range, both included. */
    void mapped(long first, long last) {
        out.sink().dmaMapped(out.stamp(Envelope.HOST), first, last - first + 1, MappingKind.SHARED, READ_WRITE, 0);
    }

    /** The inverse of {@link #mapped}. */
    void unmapped(long first, long last) {
        out.sink().dmaUnmapped(out.stamp(Envelope.HOST), first, last - first + 1, 0, Payload.empty());
    }

    /** The dirty pages of a range were asked for with success; which they are is not in the line. */
    void dirtyPages(long iova, long size) {
        out.sink()
                .dirtyPagesReported(
                        out.stamp(Envelope.HOST), TrackingScope.CONTAINER, iova, size, PAGE_BYTES, Payload.empty());
    }

    /** {@code vfio_device_dirty_tracking_start}, which is written before it is known whether the device agrees. */
    void trackingStarted(TraceArgs args) {
        ByteBuffer ranges = ByteBuffer.allocate(6 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 1; i + 1 < args.count(); i += 2) {
            long first = args.number(i);
            long last = args.number(i + 1);
            if (Long.compareUnsigned(first, last) <= 0) {
                ranges.putLong(first).putLong(last - first + 1);
            }
        }
        byte[] used = new byte[ranges.position()];
        ranges.get(0, used);
        for (LoggedDevice device : devices.all()) {
            out.sink()
                    .dirtyTrackingStarted(
                            out.stamp(device.index, Envelope.UNOBSERVED), TrackingScope.DEVICE, 0, Payload.of(used));
        }
    }

    private int subject() {
        return devices.areOfSeveralVms()
                ? devices.lastOfThread().map(device -> device.index).orElse(Envelope.HOST)
                : Envelope.HOST;
    }
}
