package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ResetCause;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes what a device has and how it is touched of the lines about its regions, interrupts and resets. One thread. */
final class DeviceLines {

    private static final int CONFIG_REGION = 7;
    private static final int INTX = 0;
    private static final int MSI = 1;
    private static final int MSIX = 2;
    private static final int NO_DATA = 1;
    private static final int EVENTFD = 4;
    private static final int TRIGGER = 32;

    private final Output out;
    private @Nullable LoggedDevice continued;

    DeviceLines(Output out) {
        this.out = out;
    }

    void regionRead(LoggedDevice device, TraceArgs args) {
        int size = size(args.number(3));
        out.sink()
                .mmioRead(
                        out.stamp(device.index),
                        (int) args.number(1),
                        args.number(2),
                        size,
                        EventSink.CPU,
                        value(args.number(4), size));
    }

    void regionWritten(LoggedDevice device, TraceArgs args) {
        int size = size(args.number(4));
        out.sink()
                .mmioWritten(
                        out.stamp(device.index),
                        (int) args.number(1),
                        args.number(2),
                        size,
                        EventSink.CPU,
                        value(args.number(3), size));
    }

    void configRead(LoggedDevice device, TraceArgs args) {
        int size = size(args.number(2));
        out.sink()
                .configRead(out.stamp(device.index), args.number(1), size, EventSink.CPU, value(args.number(3), size));
    }

    void configWritten(LoggedDevice device, TraceArgs args) {
        int size = size(args.number(3));
        out.sink()
                .configWritten(
                        out.stamp(device.index), args.number(1), size, EventSink.CPU, value(args.number(2), size));
    }

    void described(LoggedDevice device, long flags, long regions, long interrupts) {
        out.sink().deviceDescribed(out.stamp(device.index), flags, (int) regions, (int) interrupts);
    }

    /** {@code vfio_region_setup}. */
    void regionDescribed(LoggedDevice device, TraceArgs args) {
        out.sink().regionDescribed(out.stamp(device.index), (int) args.number(1), args.number(3), args.number(5));
    }

    /** {@code vfio_populate_device_config}, which 7.2 wrote in two lines, of which the second names nobody. */
    void configDescribed(LoggedDevice device, int variant, TraceArgs args) {
        if (variant == 0) {
            continued = device;
        } else {
            out.sink().regionDescribed(out.stamp(device.index), CONFIG_REGION, args.number(3), args.number(1));
        }
    }

    /** The second line of {@code vfio_populate_device_config}. */
    void secondLine(TraceArgs args) {
        LoggedDevice device = continued;
        continued = null;
        if (device != null) {
            out.sink().regionDescribed(out.stamp(device.index), CONFIG_REGION, args.number(2), args.number(0));
        }
    }

    /** {@code vfio_region_mmap}: from now on accesses pass this witness by. */
    void mapped(String region) {
        out.sink()
                .markerPlaced(
                        out.stamp(Envelope.HOST),
                        Payload.ofUtf8(
                                "mapped into the guest, so that accesses to it are not recorded here: " + region));
    }

    /** An interrupt line or message is set up with {@code vectors} vectors, or none where that is 0. */
    void interrupts(LoggedDevice device, QemuEvent event, int vectors) {
        boolean on = vectors > 0;
        int index = event.name().contains("INTX") ? INTX : event.name().contains("MSIX") ? MSIX : MSI;
        device.msix = index == MSIX ? on : device.msix;
        out.sink()
                .interruptsConfigured(
                        out.stamp(device.index),
                        index,
                        0,
                        vectors,
                        on ? EVENTFD | TRIGGER : NO_DATA | TRIGGER,
                        vectors);
    }

    void vectorUsed(LoggedDevice device, long vector, boolean used) {
        out.sink()
                .interruptsConfigured(
                        out.stamp(device.index),
                        MSIX,
                        (int) vector,
                        1,
                        used ? EVENTFD | TRIGGER : NO_DATA | TRIGGER,
                        used ? 1 : 0);
    }

    void pinRaised(LoggedDevice device) {
        out.sink().interruptRaised(out.stamp(device.index), INTX, 0);
    }

    void messageRaised(LoggedDevice device, long vector) {
        out.sink().interruptRaised(out.stamp(device.index), device.msix ? MSIX : MSI, (int) vector);
    }

    /** A reset by the kernel whose outcome is not in the line. */
    void resetRequested(LoggedDevice device) {
        device.state = running(device);
        out.sink().deviceReset(out.stamp(device.index, Envelope.UNOBSERVED), ResetCause.REQUEST);
    }

    /** {@code vfio_pci_hot_reset_result}. */
    void busReset(LoggedDevice device, String outcome) {
        boolean done = outcome.toLowerCase(Locale.ROOT).startsWith("success");
        device.state = done ? running(device) : device.state;
        int result = done ? Envelope.OK : ErrorNumbers.of(outcome);
        out.sink().deviceReset(out.stamp(device.index, result), ResetCause.BUS);
    }

    private static int running(LoggedDevice device) {
        return device.protocol == Protocol.V2 ? StateV2.RUNNING.number() : StateV1.RUNNING;
    }

    private static int size(long size) {
        return (int) Math.max(0, Math.min(size, Integer.MAX_VALUE));
    }

    private static Payload value(long value, int size) {
        return Payload.ofLittleEndian(value, Math.min(size, Long.BYTES));
    }
}
