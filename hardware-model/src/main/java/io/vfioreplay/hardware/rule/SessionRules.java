package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.UAPI;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.listed;
import static io.vfioreplay.hardware.rule.RuleText.postmortem;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.NOTE;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DATA_FD;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;
import static io.vfioreplay.hardware.rule.Visibility.MIGRATION_DATA;

import java.util.List;

/** Texts of: data sessions, their stream, and the two estimates of its length. */
final class SessionRules {

    private static final String MIG_STATE = UAPI + "struct vfio_device_feature_mig_state";

    static final Rule R_88 = checked(
            "R-88",
            ERROR,
            "Entering a saving state or RESUMING opens a session and returns its data_fd",
            MIG_STATE,
            """
            RUNNING to PRE_COPY, RUNNING_P2P to PRE_COPY_P2P, STOP to STOP_COPY and STOP to RESUMING each return a data_fd, which carries the stream.
            A success without one leaves the VMM with a device in the right state and no way to its data. The usual cause is a driver that
            reuses a session it should have ended.""",
            DEVICE_STATE,
            DATA_FD);
    static final Rule R_89 = checked(
            "R-89",
            ERROR,
            "Only the last arc of a request can return a data_fd",
            MIG_STATE,
            """
            A request that ends in ERROR, STOP, RUNNING or RUNNING_P2P returns no data_fd. A descriptor that comes back from such a request belongs to a
            session that is already over, and a VMM that keeps it reads nothing or old data.""",
            DEVICE_STATE,
            DATA_FD);
    static final Rule R_90 = checked(
            "R-90",
            ERROR,
            "Pre-copy and stop-copy share one session",
            UAPI + "arcs PRE_COPY -> STOP_COPY",
            """
            Moving between PRE_COPY, PRE_COPY_P2P and STOP_COPY keeps the data_fd and returns none. A second one splits the stream in two, and the
            destination gets pieces that do not belong together.""",
            DEVICE_STATE,
            DATA_FD);
    static final Rule R_91 = checked(
            "R-91",
            ERROR,
            "A session that ended moves no more data",
            UAPI + "arcs to RUNNING and STOP; mlx5, hisi_acc, mtty",
            """
            Leaving the saving states, leaving RESUMING, a reset and a close end the session: reads and writes must fail from then on. Data that still
            move belong to no migration. Usual causes are save files that survive a reset, and a VMM that goes on reading after a cancel.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_92 = postmortem(
            "R-92", ERROR, "The stream is opaque: its bytes arrive as they left", MIG_STATE, """
            No byte of the stream may be changed, lost, doubled or reordered between the device that saved it and the device that loads it.
            It has no checksum of its own, so that a difference often shows only as a device that behaves strangely later.
            The post-mortem compares both sides.""", MIGRATION_DATA);
    static final Rule R_93 =
            listed("R-93", RuleKind.NOT_A_RULE, "The stream may be cut into other pieces", "commit 115dcec65f61", """
            Where a read ended says nothing: the destination may be given the same bytes in other pieces. Streams are therefore compared byte
            by byte and never piece by piece.""");
    static final Rule R_94 =
            checked("R-94", WARNING, "Reading the state returns no data_fd", MIG_STATE, """
            The data_fd beside a state that was read is always -1. Anything else is a descriptor that nobody asked for and nobody closes.""", DEVICE_STATE, DATA_FD);
    static final Rule R_95 = checked(
            "R-95",
            NOTE,
            "In pre-copy nothing to read is ENOMSG, not the end",
            UAPI + "VFIO_MIG_GET_PRECOPY_INFO",
            """
            While the guest runs there can always be more data, so an empty pre-copy stream answers ENOMSG. Two kernel drivers answer 0
            instead, and QEMU takes both alike; a VMM that believes the 0 stops saving too early. vfio-user has no such error: there a short
            answer is the only sign, and is none.""",
            DEVICE_STATE,
            MIGRATION_DATA,
            DATA_FD);
    static final Rule R_96 = checked(
            "R-96",
            ERROR,
            "In STOP_COPY the end is the end",
            UAPI + "VFIO_MIG_GET_PRECOPY_INFO",
            """
            A read of 0 bytes in STOP_COPY is the end of the whole state; it stays so, and ENOMSG does not occur. Data behind the end are
            lost to every VMM that believed it; ENOMSG makes it wait for ever.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_97 = checked(
            "R-97",
            ERROR,
            "A save is complete only when its end was read",
            UAPI + "arc PRE_COPY_P2P -> STOP_COPY",
            """
            The stream of STOP_COPY must be read until the end shows: a read of 0 bytes, or on vfio-user an answer shorter than asked for. A device that
            was taken to STOP before that has handed out only a part of its state. Going back to RUNNING or a reset gives the migration
            up and is no breach.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_98 = checked(
            "R-98",
            WARNING,
            "PRE_COPY may be left for STOP_COPY at any time",
            UAPI + "VFIO_MIG_GET_PRECOPY_INFO",
            """
            Waiting until the initial data were read is good for the downtime, but a device must not insist on it. A refusal while
            data are pending makes a busy device impossible to migrate.""",
            DEVICE_STATE,
            Visibility.PRECOPY_INFO);
    static final Rule R_99 = listed(
            "R-99",
            RuleKind.ADVICE,
            "A failure in pre-copy need not fail the migration",
            "Linux mlx5, commit d6e18a4bec43",
            """
            A driver may hide a failure of pre-copy behind an empty pre-copy stream and send everything in STOP_COPY. It costs downtime and
            loses nothing, so an empty pre-copy is never reported.""");
    static final Rule R_100 = listed(
            "R-100", RuleKind.PROFILE, "How the mtty sample checks its stream", "Linux samples/vfio-mdev/mtty.c", """
            Header, sizes and errors of the sample driver. They describe that driver and bind no other.""");
    static final Rule R_101 = checked(
            "R-101",
            WARNING,
            "The pre-copy estimate is there in pre-copy, and only there",
            UAPI + "VFIO_MIG_GET_PRECOPY_INFO",
            """
            A device with PRE_COPY answers how much data is left while it is in PRE_COPY or PRE_COPY_P2P, and refuses elsewhere. Without the answer a
            VMM cannot tell when to stop the guest.""",
            DEVICE_STATE,
            Visibility.PRECOPY_INFO);
    static final Rule R_102 = checked(
            "R-102",
            WARNING,
            "initial_bytes does not grow",
            UAPI + "struct vfio_precopy_info",
            """
            The initial data are what a device needs at its destination before the guest is stopped; their estimate only falls. A VMM that was told 0
            has already promised that the device is ready. Growth makes the downtime longer than promised.""",
            DEVICE_STATE,
            Visibility.PRECOPY_INFO);
    static final Rule R_103 = checked(
            "R-103",
            WARNING,
            "New initial data are announced by REINIT, and only to those who asked",
            UAPI + "VFIO_PRECOPY_INFO_REINIT; commits d7140b5dde45, 50ff3f404617, 56f90177573e",
            """
            Since Linux 7.1 a device may start its initial data again, if the client opted in, and says so by a flag. Growth without the flag
            misleads a client that watches for it; the flag without the opt-in misleads one that does not. Without an opt-in the flag alone may
            be an echo of the request and is not reported.""",
            DEVICE_STATE,
            Visibility.PRECOPY_INFO);
    static final Rule R_104 = listed(
            "R-104",
            RuleKind.PROFILE,
            "mlx5 in PRE_COPY_P2P reports only what is buffered",
            "Linux mlx5, pre-copy ioctl",
            """
            The driver cannot ask a suspended function, so its estimate does not grow there. Other devices may well report growth.""");
    static final Rule R_105 = listed(
            "R-105", RuleKind.ADVICE, "The data size is an estimate", UAPI + "VFIO_DEVICE_FEATURE_MIG_DATA_SIZE", """
            Bandwidth and downtime may be planned with it, but the end of the stream is only where the device says so. How a VMM uses the number
            cannot be seen.""");

    private SessionRules() {}

    static List<Rule> all() {
        return List.of(
                R_88, R_89, R_90, R_91, R_92, R_93, R_94, R_95, R_96, R_97, R_98, R_99, R_100, R_101, R_102, R_103,
                R_104, R_105);
    }
}
