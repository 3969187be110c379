package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.RFC;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.listed;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;
import static io.vfioreplay.hardware.rule.Visibility.DIRTY_CONTAINER;
import static io.vfioreplay.hardware.rule.Visibility.DMA;
import static io.vfioreplay.hardware.rule.Visibility.MAPPINGS;
import static io.vfioreplay.hardware.rule.Visibility.MMIO;
import static io.vfioreplay.hardware.rule.Visibility.PAGE_FAULTS;
import static io.vfioreplay.hardware.rule.Visibility.PEER_DMA;
import static io.vfioreplay.hardware.rule.Visibility.VCPUS;

import java.util.List;

/** Texts of: the grace states of v1, and the VM around devices that move together. */
final class GraceRules {

    static final Rule R_34 = checked(
            "R-34",
            ERROR,
            "No device passes a grace state before all have reached it",
            RFC + "reference flows, multiple VFIO devices",
            """
            On save every device that offers NDMA has it set, and the VCPUs are stopped, before the first device stops; on resume every device runs
            with NDMA before the first drops it. A device that goes ahead is hit by, or hits, a peer that is not ready, and the image of
            one of them is wrong. Devices without NDMA are not waited for. A single device is held to the order of its VCPUs only.""",
            DEVICE_STATE,
            VCPUS);
    static final Rule R_35 = checked(
            "R-35",
            ERROR,
            "All page faults of a device are finished before the VCPUs and the device stop",
            RFC + "edge case \"IOMMU Page faults\"",
            """
            A device that waits for a page needs a running VCPU to get it when the guest owns the IOMMU. That is what the first grace state
            of a save is for: NDMA is set, the VCPUs still run, and every fault comes to its end. A fault that is open afterwards stays open,
            and the driver may hang or save half a request.""",
            DEVICE_STATE,
            VCPUS,
            PAGE_FAULTS);
    static final Rule R_36 = checked(
            "R-36",
            ERROR,
            "The dirty log is read once more when all devices are quiet",
            RFC + "reference flow of a save",
            """
            The last look at the DMA log of the container is taken when every device has NDMA set or is stopped. Pages that a device writes after
            that look are never copied, and the destination runs with older data. A save that was given up, or whose log is read later,
            is not counted.""",
            DEVICE_STATE,
            DIRTY_CONTAINER);
    static final Rule R_37 = checked(
            "R-37",
            ERROR,
            "No peer touches a device that does not run yet",
            RFC + "edge case \"Device Peer to Peer DMA\"",
            """
            While a device is RESUMING or stopped its peers must not reach its registers; they are held back by NDMA until all run. An access here
            is lost, or spoils what is being loaded. The usual cause is a peer that left NDMA too early.""",
            DEVICE_STATE,
            PEER_DMA);
    static final Rule R_38 = checked(
            "R-38",
            WARNING,
            "While the VCPUs are stopped nobody touches devices on behalf of the guest",
            RFC + "external behaviours, !VCPU_RUNNING",
            """
            From the stop of the VCPUs to their start the VMM issues no access to device registers and dirties no memory of the guest. Such an access
            changes a device of which the final image is being taken. The usual cause is an I/O thread or a debugging tool of the VMM.""",
            VCPUS,
            MMIO);
    static final Rule R_39 = checked(
            "R-39",
            ERROR,
            "Dirty tracking stops only when DMA is quiet, if its log is to be used",
            RFC + "external behaviours, DIRTY_TRACKING",
            """
            Switching dirty tracking off freezes the log: what is written afterwards is in no snapshot. A save that goes on with a log that
            was frozen while a device could make DMA, and a device that writes to memory behind the freeze, lose pages. On Linux the log of the
            container does not even survive the stop.""",
            DEVICE_STATE,
            DIRTY_CONTAINER);
    static final Rule R_40 = listed(
            "R-40",
            RuleKind.NOT_OBSERVABLE,
            "The dirty log is read and cleared in one step",
            RFC + "edge case \"Atomic Read and Clear\"",
            """
            A tracker that cannot read and clear at once may lose what is written in between; NDMA set around both makes up for it. A
            recording shows the look at the log as one event and cannot tell whether it was one step inside the tracker.""");
    static final Rule R_41 = checked(
            "R-41",
            WARNING,
            "A device without NDMA has no peers and no page faults that wait for the guest",
            RFC + "NDMA; review of November and December 2021",
            """
            Without NDMA nobody can hold a device still while others stop. The registers of peers must therefore not be mapped for DMA when it is saved
            beside others (revision 3: never; revision 2: removed before), and it must not wait for a page when the VCPUs stop. A breach does
            no harm as long as nobody uses the mapping, which nothing guarantees.""",
            DEVICE_STATE,
            MAPPINGS,
            PAGE_FAULTS);
    static final Rule R_42 = checked(
            "R-42",
            WARNING,
            "NDMA is written only where the device offers it",
            "RFC \"vfio: Documentation for the migration region\", revision 2, cover text: region capability",
            """
            Bit 3 of device_state means NDMA only on a device whose migration region has the capability for it. What the bit does elsewhere is
            undefined: it may be ignored, and then the client waits in a grace state that does not exist.""",
            DEVICE_STATE);
    static final Rule R_43 = checked(
            "R-43",
            WARNING,
            "Mappings of peer registers are not taken from a running guest",
            "Review of the RFC \"vfio: Documentation for the migration region\", November and December 2021",
            """
            A guest that uses DMA between its devices cannot know that it no longer works, and fails at some later time. Where a device without NDMA
            joins, its hot-plug is to be refused instead. A guest that moves a BAR itself looks the same in a recording, so look at who asked.""",
            VCPUS,
            MAPPINGS);
    static final Rule R_44 = checked(
            "R-44",
            ERROR,
            "An access to a quiet device does not make it start DMA",
            "Review of the RFC \"vfio: Documentation for the migration region\" about the HiSilicon accelerator, December 2021",
            """
            Some devices can be stopped by a register, and any access to their registers starts them again. Such a device is not quiet and must not
            offer NDMA; only a VMM that traps every access could hold it. The finding names who touched the device before the DMA that should
            not be.""",
            DEVICE_STATE,
            MMIO,
            DMA);
    static final Rule R_45 = checked(
            "R-45",
            WARNING,
            "The migration control registers belong to the driver while state moves",
            RFC + "edge case on migration control registers",
            """
            Where these registers lie in the same function, the guest or a peer can reach them at any time. The driver may count on their being left
            alone for success, but never for safety: an access in SAVING or RESUMING can end the migration, and a request that is not even
            answered after such an access was not survived.""",
            DEVICE_STATE,
            Visibility.MIGRATION_CONTROL);
    static final Rule R_46 = listed(
            "R-46",
            RuleKind.PROFILE,
            "A region that also holds migration registers is reported without them",
            "Linux drivers/vfio/pci/hisilicon, access to BAR 2",
            """
            The HiSilicon driver reports half of BAR 2 on older hardware, refuses mappings and reads behind that half and cuts reads that cross
            it; newer hardware keeps the registers elsewhere. Drivers of other devices have nothing to hide and are not bound by this.""");
    static final Rule R_47 = listed(
            "R-47",
            RuleKind.NOT_A_RULE,
            "Interrupt storage in memory and PASID translation are left open",
            "RFC \"vfio: Documentation for the migration region\", revisions 1 to 3, closing list",
            """
            The documentation names both as still to be defined, and nobody defined them before v1 was removed. Nothing that a device does there is
            right or wrong by this protocol.""");

    private GraceRules() {}

    static List<Rule> all() {
        return List.of(R_34, R_35, R_36, R_37, R_38, R_39, R_40, R_41, R_42, R_43, R_44, R_45, R_46, R_47);
    }
}
