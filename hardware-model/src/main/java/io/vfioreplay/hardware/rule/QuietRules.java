package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.UAPI;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.NOTE;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;
import static io.vfioreplay.hardware.rule.Visibility.DMA_BY_MESSAGE;
import static io.vfioreplay.hardware.rule.Visibility.MIGRATION_DATA;
import static io.vfioreplay.hardware.rule.Visibility.MMIO;

import java.util.List;

/** Texts of: what a device may do in each v2 state, and who must keep away from it. */
final class QuietRules {

    static final Rule R_72 = checked(
            "R-72",
            ERROR,
            "A stopped device is silent, and its config space still answers",
            UAPI + "arc to STOP",
            """
            In STOP (and STOP_COPY, which contains it) a device makes no DMA, raises no interrupt and changes nothing inside; accesses to config
            space still work. DMA in this state changes memory that was already copied: the destination runs with older data and
            nobody notices. The usual cause is a driver that answers before its queues are drained. DMA to shared memory and interrupts are
            invisible on a vfio-user socket.""",
            DEVICE_STATE,
            DMA_BY_MESSAGE);
    static final Rule R_73 = checked(
            "R-73", NOTE, "In RUNNING everything works", UAPI + "enum vfio_device_mig_state", """
            Register accesses to a RUNNING device are answered. A refused one is often just a probe of something that the device does not have;
            the same refusal on a destination that has just been resumed means that the device did not come back.""", DEVICE_STATE, MMIO);
    static final Rule R_74 = checked(
            "R-74",
            ERROR,
            "In the P2P states a device starts no DMA to its peers, and still accepts theirs",
            UAPI + "RUNNING_P2P",
            """
            RUNNING_P2P and PRE_COPY_P2P are the pause in which all devices fall silent towards each other before any of them stops. DMA to a
            peer here may hit one that is already stopped. DMA to memory may go on and is no breach.""",
            DEVICE_STATE,
            Visibility.PEER_DMA);
    static final Rule R_75 = checked(
            "R-75",
            WARNING,
            "Nobody touches the regions of a stopped device",
            UAPI + "arc to STOP_COPY",
            """
            While a device is in STOP, STOP_COPY or RESUMING the VMM and the peers keep away from its regions; config space is exempt. An access can
            spoil the image or bring the device out of its state. It is a fault of the VMM (a VCPU still runs, a tool looks at a
            register) or of a peer that was not stopped first, not of this device.""",
            DEVICE_STATE,
            MMIO);
    static final Rule R_76 = checked(
            "R-76",
            WARNING,
            "Entering PRE_COPY does not disturb the device",
            UAPI + "arc RUNNING -> PRE_COPY",
            """
            In PRE_COPY the guest still runs and must not feel it. An access refused here to a region that answered before means that
            the device, or its server, took the beginning of the migration for its end. Whether each inner change reaches the stream
            cannot be seen from outside.""",
            DEVICE_STATE,
            MMIO);
    static final Rule R_77 = checked(
            "R-77",
            ERROR,
            "A RESUMING device is silent and its stream is only written",
            UAPI + "arc STOP -> RESUMING",
            """
            A device that is being loaded makes no DMA, raises no interrupt, and hands out no migration data. DMA from a half-loaded device goes to
            addresses that nobody meant. The usual cause is a device that starts its queues while their registers are being restored.""",
            DEVICE_STATE,
            DMA_BY_MESSAGE,
            MIGRATION_DATA);
    static final Rule R_78 = checked(
            "R-78",
            WARNING,
            "What is loaded comes from one saving session, whole and in order",
            UAPI + "arc STOP -> RESUMING",
            """
            The stream of a migration begins in pre-copy, if there is one, and ends in STOP_COPY; all of it belongs to the destination. While
            reading one side, a saving session that was dropped between pre-copy and stop-copy is reported: its data belong to a dead stream.
            Whether the client threw pre-copy data away is seen when both sides are compared, by the post-mortem. A device
            whose STOP_COPY part repeats everything hides the mistake.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_79 = checked(
            "R-79",
            ERROR,
            "Leaving RESUMING is the check of what was loaded",
            UAPI + "arc RESUMING -> STOP",
            """
            The request that leaves RESUMING must fail when the stream was incomplete or inconsistent. While reading one side, an answer of success
            is reported when the last piece of the stream had been refused. Some drivers check nothing here, and then a stream cut at a
            record's end passes: only the post-mortem, which has both sides, finds that.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_80 = checked(
            "R-80",
            WARNING,
            "A load that went wrong is given up by a reset",
            UAPI + "arc RESUMING -> STOP",
            """
            After a refused write the device holds part of a stream. Asking it for STOP or RUNNING means "use this", not "forget it"; only a
            reset forgets. The usual cause is a VMM whose error path is the same as its success path.""",
            DEVICE_STATE,
            MIGRATION_DATA);

    private QuietRules() {}

    static List<Rule> all() {
        return List.of(R_72, R_73, R_74, R_75, R_76, R_77, R_78, R_79, R_80);
    }
}
