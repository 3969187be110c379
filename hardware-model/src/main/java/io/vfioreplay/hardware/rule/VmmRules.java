package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.listed;
import static io.vfioreplay.hardware.rule.Severity.NOTE;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;

import java.util.List;

/** Texts of: what known VMMs do with v2 devices. They bind no device, and other VMMs only as advice. */
final class VmmRules {

    private static final String MIGRATION = "QEMU 10.2 hw/vfio/migration.c";

    static final Rule R_125 = checked(
            "R-125",
            NOTE,
            "QEMU brings all devices to a P2P state before it stops or runs one",
            "QEMU 8.2 and 10.2 system/runstate.c, vm_state_notify",
            """
            The behaviour of QEMU, and what the P2P states are for: while one device stops, a peer that still runs may write into it, and while one
            is loaded, a peer that runs already may do so. For devices that never touch each other another order does no harm, so this is
            a note. A device loaded in the same recording by another VM looks the same.""",
            DEVICE_STATE);
    static final Rule R_126 = listed(
            "R-126",
            RuleKind.PROFILE,
            "QEMU starts devices in the order of their registration and stops them in reverse",
            "QEMU 10.2 system/runstate.c",
            """
            The order within one step is QEMU's own affair: devices that are all in a P2P state may be stopped in any order, and another VMM has no
            order of registration.""");
    static final Rule R_127 = checked(
            "R-127",
            NOTE,
            "QEMU migrates several devices only if all of them have P2P",
            "QEMU 8.2 and 10.2 hw/vfio/migration.c, vfio_block_multiple_devices_migration",
            """
            The behaviour of QEMU, which refuses such a migration. Without P2P there is no moment at which all devices are silent towards each other,
            so that one may write into a peer that is stopped. A VMM which makes sure that they cannot reach each other may do
            it, so this is a note; the access itself is reported where it is seen.""",
            DEVICE_STATE);
    static final Rule R_128 = checked(
            "R-128",
            NOTE,
            "A second data_fd beside one that is held tells of a reset that nobody saw",
            MIGRATION + ", vfio_migration_set_state: data_fd out of sync",
            """
            The VMM still holds the descriptor of one session when the device opens another: the first one ended without its doing, by a reset of the
            guest or of the host, or by a stop of the VM for another reason. QEMU closes the new descriptor and fails with EBADF although
            the device has changed its state. What was sent belongs to a session that is over.""",
            DEVICE_STATE,
            Visibility.DATA_FD);
    static final Rule R_129 = listed(
            "R-129",
            RuleKind.PROFILE,
            "QEMU does not ask for the state that it believes the device to have",
            MIGRATION + "; QEMU 8.2 hw/vfio/migration.c",
            """
            QEMU 8.0 to 8.2 send such a request, later ones leave it out. Both are allowed, and a request that was never made is no event.""");
    static final Rule R_130 = listed(
            "R-130",
            RuleKind.PROFILE,
            "QEMU may wait for the initial bytes to arrive before it switches over",
            "QEMU 8.1 and later, migration capability switchover-ack",
            """
            With the capability on, the source stops the VM only after the destination has acknowledged the initial bytes, once for each device. The
            acknowledgement travels in QEMU's own stream, so that it is no event of a device. Without it STOP_COPY with
            initial bytes left is allowed and only makes the downtime longer.""");
    static final Rule R_131 = listed(
            "R-131",
            RuleKind.PROFILE,
            "QEMU does not migrate devices behind a vIOMMU",
            MIGRATION + ", vfio_viommu_preset; uAPI (silent about page faults)",
            """
            The block happens before the first event of a migration, and whether a device is behind a vIOMMU is no event either. Protocol v2 has no
            rule that orders page faults and states.""");
    static final Rule R_132 = checked(
            "R-132",
            WARNING,
            "Cloud Hypervisor sets up again what a reset took away",
            "Cloud Hypervisor #8081, #8303, #8528",
            """
            The behaviour of Cloud Hypervisor, needed by every VMM: a reset also clears the command register and the interrupts, which no stream and no
            state request bring back. A guest that runs on after a reset which it did not ask for has a device without DMA and
            interrupts, and waits for ever. A reset of the whole VM while it is paused looks the same and is harmless.""",
            Visibility.RESET,
            Visibility.CONFIG,
            Visibility.INTERRUPT_SETUP,
            Visibility.VCPUS);

    private VmmRules() {}

    static List<Rule> all() {
        return List.of(R_125, R_126, R_127, R_128, R_129, R_130, R_131, R_132);
    }
}
