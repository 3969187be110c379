package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.UAPI;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.listed;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.NOTE;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;
import static io.vfioreplay.hardware.rule.Visibility.DIRTY_LOGGING;
import static io.vfioreplay.hardware.rule.Visibility.RESET;

import java.util.List;

/** Texts of: reset, and the device's own log of the pages it wrote. */
final class TrackingRules {

    private static final String LOGGING = UAPI + "VFIO_DEVICE_FEATURE_DMA_LOGGING_";

    static final Rule R_106 = checked(
            "R-106",
            ERROR,
            "After a reset the device is RUNNING",
            UAPI + "enum vfio_device_mig_state, any -> ERROR",
            """
            A successful reset brings a device to RUNNING from every state and ends its session. Another state afterwards leaves a device that
            the VMM believes to be usable and that is not. The usual cause is a reset hook that handles only some states.""",
            DEVICE_STATE,
            RESET);
    static final Rule R_107 = listed(
            "R-107",
            RuleKind.NOT_A_RULE,
            "A reset may overtake a state request",
            "Linux mlx5, mtty, xe, virtio: deferred reset",
            """
            When a reset ends while a state request is under way, the request can succeed and the device is RUNNING all the same. The
            checker allows both states after requests that overlap a reset.""");
    static final Rule R_108 = checked(
            "R-108",
            ERROR,
            "A reset through PCI counts like a reset by request",
            "Linux reset_done hooks; hisi_acc fix 8be14dd",
            """
            A function-level or bus reset also brings the device to RUNNING. A state that survives it is stale, and the next migration fails
            for no visible reason. The usual cause is a reset hook that returns early.""",
            DEVICE_STATE,
            Visibility.PCI_RESET);
    static final Rule R_109 = checked(
            "R-109",
            NOTE,
            "A reset does not end dirty logging",
            "Linux mlx5, pds reset handling (our reading; no text settles it)",
            """
            Logging and the migration state are separate things. A report that is refused after a reset, although nobody stopped logging, means that
            dirty pages of the time before are lost. The sources do not settle the question, so this is a note.""",
            DIRTY_LOGGING,
            RESET);
    static final Rule R_110 =
            listed("R-110", RuleKind.NOT_OBSERVABLE, "Only DMA writes are logged", LOGGING + "START", """
            A page that the device only read is not dirty. To see a breach every DMA of the device would have to be recorded, and memory whose
            DMA is recorded is not logged by the devices known.""");
    static final Rule R_111 = checked(
            "R-111",
            WARNING,
            "Logging starts only with sane ranges, and only once",
            LOGGING + "START; Linux vfio_main.c",
            """
            No range at all, more ranges than fit a page, unaligned, overlapping or overflowing ranges, and a second start without a stop must be
            refused. A device that accepts them logs something else than the VMM believes, and pages are lost. A
            vfio-user server logs its own regions whatever the ranges are, so an empty list is no breach there.""",
            DIRTY_LOGGING);
    static final Rule R_112 =
            checked("R-112", WARNING, "Logging that was started is stopped", LOGGING + "STOP", """
            After a migration, also a failed one, logging has to be stopped. Otherwise the next migration cannot start it, and fails with EINVAL for
            ever. A recording that merely ends while logging runs proves nothing and is not reported.""", DIRTY_LOGGING);
    static final Rule R_113 = checked(
            "R-113",
            WARNING,
            "A failed report means that everything is dirty",
            LOGGING + "REPORT; Linux vfio_main.c",
            """
            A report needs logging that runs and a page size that is a power of two of at least 4096. When one fails, the log is worthless: the VMM has to
            send everything, start again, or give up. Going on to STOP_COPY as if nothing had happened loses pages silently. Memory that a vfio-user
            client reaches by messages is exempt: the client sees those writes itself.""",
            DIRTY_LOGGING);
    static final Rule R_114 = listed("R-114", RuleKind.NOT_A_RULE, "How the bitmap is read", LOGGING + "REPORT", """
            Bit n of the little-endian words is page n of the range. It tells readers of a bitmap, this tool among them, what it means.""");
    static final Rule R_115 = checked(
            "R-115", WARNING, "A log that broke stays broken", "Linux mlx5, tracker errors", """
            After a hardware error of the tracker (EIO) or its loss (ENOTCONN) every report fails until logging is started again. A report that
            succeeds in between looks complete and is not.""", DIRTY_LOGGING);
    static final Rule R_116 = checked(
            "R-116",
            ERROR,
            "The last report comes after the last DMA",
            LOGGING + "REPORT; QEMU order of the final sync",
            """
            Pages that the device writes after the last report of their range are copied in their old form: the device state at the
            destination is newer than its memory, silently. The usual cause is a report taken before the last device was stopped.""",
            DEVICE_STATE,
            DIRTY_LOGGING,
            Visibility.DMA);

    private TrackingRules() {}

    static List<Rule> all() {
        return List.of(R_106, R_107, R_108, R_109, R_110, R_111, R_112, R_113, R_114, R_115, R_116);
    }
}
