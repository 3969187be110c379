package io.vfioreplay.tool.doctor;

import java.util.List;
import java.util.Optional;

/**
 * What the socket of a vfio-user device can tell.
 *
 * <p>Source: QEMU {@code docs/system/devices/vfio-user.rst} and {@code docs/interop/vfio-user.rst}.
 */
final class VfioUserRecipe {

    private VfioUserRecipe() {}

    static Recipe of(Optional<QemuVersion> qemu) {
        boolean client = qemu.map(version -> version.isAtLeast(10, 1)).orElse(false);
        return new Recipe(
                "vfio-user",
                "the messages of a vfio-user socket",
                client
                        ? Optional.empty()
                        : Optional.of("QEMU is a vfio-user client from 10.1 on, and "
                                + qemu.map(version -> "this one is " + version.label())
                                        .orElse("its version is not known (--qemu or --qemu-version tells)")),
                List.of(
                        "QEMU ... -msg timestamp=on -D source.log -trace 'vfio_user_*'",
                        "or a recorder on the socket that passes file descriptors on (socat",
                        "does not) and writes each message as one packet of a pcap file, link",
                        "type USER0 (147)"),
                List.of(
                        "the log: kind and size of each message",
                        "the pcap file: each message in full, with the migration data and the result of each request"),
                List.of(
                        "memory and BARs that are shared by file descriptor; DMA through them",
                        "interrupts by eventfd"));
    }
}
