package io.vfioreplay.engine.capture.qemu;

import java.util.List;
import java.util.stream.Stream;

/**
 * The messages of QEMU on its standard error that tell what became of an operation on a VFIO device, with the forms that they
 * had in one version or another.
 *
 * <p>Source: QEMU {@code hw/vfio/migration.c}, {@code hw/vfio/migration-v1} of 7.2, {@code hw/vfio/container-base.c}, 7.2 to 10.2.
 */
enum ErrorText {
    /** An access to the v1 migration region failed: width, device, offset, why. */
    REGISTER_WRITE("vfio_mig_write %d byte %s: failed at offset 0x%x, err: %s"),
    REGISTER_READ("vfio_mig_read %d byte %s: failed at offset 0x%x, err: %s"),
    /** The v1 state that could not be set, in words. */
    STATE_IN_WORDS("%s: Failed to set state %s"),
    /** The same as a number. */
    STATE_AS_NUMBER("%s: Failed to set device state 0x%x"),
    /** A v1 device is in ERROR, and QEMU ends itself. */
    ERROR_STATE("hardware error: %s: Device in error state 0x%x", "%s: Device in error state 0x%x"),
    /** A v2 request failed, and the device is reset: device, state, why. */
    RESETTING(
            "%s: Failed setting device state to %s, err: %s. Recover state is ERROR. Resetting device",
            "%s: Failed setting device state to %s. Recover state is ERROR. Resetting device: %s"),
    /** A v2 request failed, and another one is tried: device, state and the others. */
    RECOVERING(
            "%s: Failed setting device state to %s, err: %s. Setting device in recover state %s",
            "%s: Failed setting device state to %s. Setting device in recover state %s: %s"),
    /** The recovery failed too. */
    RECOVERY_FAILED(
            "%s: Failed setting device in recover state, err: %s. Resetting device",
            "%s: Failed setting device in recover state. Resetting device: %s"),
    /** The last resort failed, and QEMU ends itself. */
    RESET_FAILED("hardware error: %s: Failed resetting device, err: %s"),
    /** Dirty page logging of the device. */
    LOGGING_START("%s: Failed to start DMA logging, err %d (%s)"),
    LOGGING_STOP("%s: Failed to stop DMA logging, err %d (%s)"),
    LOGGING_REPORT("%s: Failed to get DMA logging report, iova: 0x%x, size: 0x%x, err: %d (%s)"),
    /** Dirty page tracking of the container. */
    CONTAINER_REPORT("Failed to get dirty bitmap for iova: 0x%x size: 0x%x err: %d"),
    /** Harmless: QEMU says it at every start of a device that has no reset. */
    NO_RESET("vfio: Cannot reset device %s, no available reset mechanism."),
    /** Anything else about a device whose name comes first. */
    OF_DEVICE("%s: %s");

    private final List<TraceFormat> formats;

    ErrorText(String... formats) {
        this.formats = Stream.of(formats).map(TraceFormat::of).toList();
    }

    /** The forms, in the order in which they are tried. */
    List<TraceFormat> formats() {
        return formats;
    }
}
