package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.UAPI;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.listed;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.NOTE;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;

import java.util.List;

/** Texts of: the v2 state machine as the client of the device sees it. */
final class StateRules {

    static final Rule R_66 = checked(
            "R-66",
            WARNING,
            "A freshly opened device is RUNNING",
            "mlx5 and hisi_acc open_device; QEMU hw/vfio migration init",
            """
            The first state read after a device was opened must be RUNNING. VMMs do not ask, they assume it. A device that starts elsewhere still
            carries the state of its last user, and a migration that begins on it goes wrong from the first step.""",
            DEVICE_STATE);
    static final Rule R_67 = checked(
            "R-67",
            ERROR,
            "The migration features of a device are 1, 3, 5 or 7",
            UAPI + "VFIO_DEVICE_FEATURE_MIGRATION",
            """
            Every device that migrates offers STOP_COPY (bit 0); P2P (bit 1) and PRE_COPY (bit 2) may be added. Without bit 0 the states STOP,
            STOP_COPY and RESUMING do not exist and no migration is possible. A breach is a defect of the driver or device server.""",
            DEVICE_STATE);
    static final Rule R_68 = checked(
            "R-68",
            ERROR,
            "ERROR, unknown numbers and states not offered cannot be requested",
            "Linux vfio_main.c, vfio_mig_get_next_state",
            """
            Such a request must be refused with EINVAL and must leave the device where it is. A device that accepts it is in a state that nobody
            has defined, and the VMM believes something else. The usual cause is a server that stores the number without looking at it.""",
            DEVICE_STATE);
    static final Rule R_69 = checked(
            "R-69",
            WARNING,
            "A request of the current state succeeds and does nothing",
            "mlx5, hisi_acc and mtty set_state loops",
            """
            Asking for the state in which the device already is succeeds at once, takes no step and returns no data_fd. VMMs rely on it, for example
            when they request STOP_COPY a second time before they drain the stream. A refusal or a new session here loses data or ends the migration.""",
            DEVICE_STATE);
    static final Rule R_70 = listed(
            "R-70",
            RuleKind.NOT_OBSERVABLE,
            "A request of several arcs takes them one by one in table order",
            "Linux vfio_main.c, vfio_mig_get_next_state",
            """
            One state request may lead through several states; each arc is complete before the next begins. The client sees one call and one answer,
            so that the single arcs would have to be recorded inside the driver.""");
    static final Rule R_71 = checked(
            "R-71",
            ERROR,
            "STOP_COPY does not lead back to PRE_COPY",
            "Linux vfio_main.c, vfio_mig_get_next_state; fix of June 2026",
            """
            Requests of PRE_COPY or PRE_COPY_P2P in STOP_COPY are refused with EINVAL; the device stays in STOP_COPY with its session open.
            Success would mean that a finished image keeps growing. On Linux 6.2 up to the fix of June 2026 the request never returned and
            blocked every later call on the device.""",
            DEVICE_STATE);
    static final Rule R_81 = checked(
            "R-81",
            ERROR,
            "Only a reset leads out of ERROR",
            UAPI + "enum vfio_device_mig_state, any -> ERROR",
            """
            A device in ERROR refuses every state request until it is reset; then it is RUNNING. A request that succeeds in ERROR leaves a device
            of which nobody knows what it holds. The usual cause is a driver that forgets its failure.""",
            DEVICE_STATE);
    static final Rule R_82 = checked(
            "R-82",
            ERROR,
            "The state changes only by a request or a reset",
            "Linux pds driver (its one exception); uAPI enum vfio_device_mig_state",
            """
            Between two looks at the state it must not change unless somebody requested a change or reset the device. Otherwise the VMM acts on a
            belief that is wrong. Usual causes are a reset that nobody told the VMM about and a firmware recovery; a change to ERROR is reported
            by another rule, since one driver is allowed to do that.""",
            DEVICE_STATE);
    static final Rule R_83 = checked(
            "R-83",
            ERROR,
            "After a failed request the device is on the path of the request or in ERROR",
            UAPI + "enum vfio_device_mig_state; commit 115dcec65f61",
            """
            A failed request leaves the device in the state before, in a state on the way to the requested one, or in ERROR. The old state is not
            restored, so a VMM has to read the state or reset the device. Any other state means that the device or its server lost track. Where the
            features were never read, every path that any feature set allows counts as possible.""",
            DEVICE_STATE);
    static final Rule R_84 =
            listed("R-84", RuleKind.NOT_A_RULE, "A device in ERROR may go on working", "commit 115dcec65f61", """
            ERROR says that the migration state is lost, not that the function stopped. DMA and register accesses in ERROR are therefore no
            breach in v2, and none is reported.""");
    static final Rule R_85 = checked(
            "R-85",
            WARNING,
            "After EMFILE or EFAULT the state must be read before going on",
            "Linux vfio_main.c, vfio_ioct_mig_return_fd",
            """
            These two errors are raised after the transition, when only the hand-over of the data_fd failed: the device is in the new
            state with a session that nobody can read. A VMM that takes the error for "nothing happened" saves without a stream.""",
            DEVICE_STATE,
            Visibility.DATA_FD);
    static final Rule R_86 = checked(
            "R-86",
            WARNING,
            "After a failed request the old data_fd must not be trusted",
            "rust-vmm/vfio #140; uAPI enum vfio_device_mig_state",
            """
            The failed request may have passed an arc that ended the session. Until a read of the state shows that the session lives, what is read
            from the old data_fd may be an error or the rest of a dead stream. The usual cause is a VMM that caches state and data_fd
            and drops only one of them.""",
            DEVICE_STATE,
            Visibility.DATA_FD);
    static final Rule R_87 = checked(
            "R-87",
            NOTE,
            "Optional states are requested only after the features were read",
            UAPI + "text before enum vfio_device_mig_state",
            """
            RUNNING_P2P, PRE_COPY and PRE_COPY_P2P exist only where the feature flags say so. A client that requests them without having read
            the flags works by luck. Test clients do it; a VMM that does it fails on the next device.""",
            DEVICE_STATE);

    private StateRules() {}

    static List<Rule> all() {
        return List.of(R_66, R_67, R_68, R_69, R_70, R_71, R_81, R_82, R_83, R_84, R_85, R_86, R_87);
    }
}
