package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.REGION;
import static io.vfioreplay.hardware.rule.RuleText.SERIES;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.listed;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.NOTE;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;
import static io.vfioreplay.hardware.rule.Visibility.DMA_BY_MESSAGE;
import static io.vfioreplay.hardware.rule.Visibility.MIGRATION_DATA;
import static io.vfioreplay.hardware.rule.Visibility.RESET;

import java.util.List;

/** Texts of: the v1 {@code device_state} register as its client sees it. */
final class BitRules {

    static final Rule R_01 = checked(
            "R-01",
            WARNING,
            "A freshly opened v1 device is in 1, RUNNING alone",
            REGION + ", item 0; revision 2 of the documentation of the migration region",
            """
            The first state read after a device was opened must be RUNNING with no other bit. Another value is what the last user of the device
            left behind, and a VMM that does not look begins its migration from a state that it does not know. The usual cause is a device server that
            keeps its state when the client disconnects.""",
            DEVICE_STATE);
    static final Rule R_02 = checked(
            "R-02", WARNING, "Registers of the migration region are accessed whole", REGION, """
            device_state and the reserved word are 4 bytes wide, pending_bytes, data_offset and data_size 8 bytes, each at its own place; every other
            access has to be refused. A device that answers it shows half a number, or acts on half of one. The usual cause is a client that
            splits wide accesses.""", MIGRATION_DATA);
    static final Rule R_03 = checked("R-03", WARNING, "The reserved register reads 0", REGION, """
            The word behind device_state is reserved: it reads as 0 and what is written to it is ignored. Another value comes from a region whose
            registers are laid out differently than the client believes, or from plain memory that takes whatever is stored there.""", MIGRATION_DATA);
    static final Rule R_04 = checked(
            "R-04",
            WARNING,
            "Unknown bits of device_state are written back as they were read",
            REGION + ", device_state",
            """
            A client changes the bits that it means and keeps the others, from bit 3 on, or from bit 4 on where the device offers NDMA. A client that
            writes constants clears bits that a later revision may give a meaning to. It works with every device of today and fails with the next
            one.""",
            DEVICE_STATE);
    static final Rule R_05 = checked(
            "R-05",
            ERROR,
            "A write that clears RUNNING returns when the device has stopped",
            REGION + ", device_state",
            """
            When the write returns with success, the device makes no DMA any more, raises no interrupt and changes nothing inside. What it still
            does changes memory that the VMM takes for final: the destination runs with older data. The usual cause is a driver that answers while
            its queues are still being drained.""",
            DEVICE_STATE,
            DMA_BY_MESSAGE);
    static final Rule R_06 = checked(
            "R-06",
            ERROR,
            "A write of device_state reaches the new state, or keeps the old one, or fails into ERROR",
            REGION + "; revision 2 of the documentation of the migration region",
            """
            After success the device reports what was written; after a failure it reports the state before or ERROR, and nothing else. A third value means
            that the device stopped half-way, and that each further write begins from a state that the VMM does not know. In protocol v2
            this is different.""",
            DEVICE_STATE);
    static final Rule R_07 = checked(
            "R-07",
            ERROR,
            "device_state changes only by a write or a reset",
            SERIES + "revision 2; clarification of the header of 2021-12-09",
            """
            Two reads with no write and no reset between them have to give the same state. Otherwise the VMM acts on a belief that is wrong. The usual cause
            is a reset that somebody else made. ours: on a device of the merged uAPI a change to ERROR is passed over, since its text
            does not say that a device can fail only within a write.""",
            DEVICE_STATE);
    static final Rule R_08 = checked(
            "R-08",
            WARNING,
            "After a failed write device_state is read before anything else",
            REGION + ", device_state",
            """
            A failed write leaves the device where it was or in ERROR, and only a read tells which. A client that goes on with the next write or with
            the data supposes one of the two. The usual cause is a run-state callback that cannot report its failure.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_09 = checked(
            "R-09",
            ERROR,
            "RESUMING is never requested or reported together with RUNNING, nor requested with SAVING",
            REGION + ", VFIO_DEVICE_STATE_VALID; clarification of the header of 2021-12-09",
            """
            A device has to refuse such a request. Only a failed device reports SAVING and RESUMING, which means ERROR, and then without NDMA where the device
            offers that. A device that accepts or reports another such value is in a state that nobody has defined. The usual cause is a server
            that stores the number without looking at it.""",
            DEVICE_STATE);
    static final Rule R_10 = checked(
            "R-10",
            WARNING,
            "Several bits may change in one write",
            SERIES + "revision 2, \"Event triggered actions\"",
            """
            A legal value must not be refused only because it differs from the current one in more than one bit; the device carries the actions out one by
            one. ours: it is reported when a device refuses such a write as not supported, and then reaches the same value by single bits. Loading is
            left out, since data can be a reason too.""",
            DEVICE_STATE);
    static final Rule R_11 = listed(
            "R-11",
            RuleKind.ADVICE,
            "A VMM does not count on the order of actions within one write",
            "Review of the documentation of the migration region, 2021-12-01",
            """
            The order in which one write carries out several actions is guidance for drivers. A VMM that needs an order makes one write for each
            step. A write of several bits remains legal, and some, such as from 1 to 2, cannot be avoided.""");
    static final Rule R_12 = listed(
            "R-12",
            RuleKind.NOT_A_RULE,
            "A VMM may stop a device before it shuts down",
            REGION + ", table of transitions",
            """
            Drivers have to support the way from 1 to 0 at shutdown and must not demand it. Its absence is no breach.""");
    static final Rule R_13 = checked(
            "R-13", ERROR, "Every v1 device accepts pre-copy", REGION + ", SAVING and RUNNING", """
            The state 3 has to be accepted even by a device that has nothing to send while it runs; it then offers no data. A device that refuses it as
            not supported cannot be migrated live, since VMMs begin there. In protocol v2 pre-copy is optional.""", DEVICE_STATE);
    static final Rule R_48 = checked(
            "R-48",
            ERROR,
            "Only a reset leads a v1 device out of ERROR",
            REGION + ", device_state; revision 2 of the documentation of the migration region",
            """
            A device that reports SAVING and RESUMING together refuses every write of device_state until it is reset or closed. A write that succeeds there
            leaves a device of which nobody knows what it holds. The usual cause is a driver that forgets its failure.""",
            DEVICE_STATE);
    static final Rule R_49 = checked(
            "R-49",
            ERROR,
            "A reset works in every v1 state, empties the window and ends in RUNNING",
            SERIES + "revision 2; clarification of the header of 2021-12-09",
            """
            After a reset the state is 1 and the migration data are gone; no state is exempt, ERROR least of all. A device that keeps its old state or
            fails to reset cannot be taken back after a failed migration. A server that keeps the state on purpose, so that a reset by the guest does
            not disturb a migration, breaks the rule as well.""",
            DEVICE_STATE,
            RESET);
    static final Rule R_50 = checked(
            "R-50",
            NOTE,
            "A v1 device that migrates can be reset",
            "Clarification of the header of 2021-12-09 (never merged)",
            """
            Reset is the only way out of ERROR and the only sure way to give up a load. A device that answers that it has no reset leaves the VMM with
            nothing but to close it. The demand comes from a clarification that was never merged.""",
            RESET);
    static final Rule R_51 = checked(
            "R-51",
            WARNING,
            "A v1 device in a valid state accepts some request",
            REGION + ", device_state",
            """
            When the state after a failed write is valid, the client may go to any state that can be reached from it. A device that refuses one request after
            the other and yet reports no ERROR is stuck. ours: it is reported when two different states were refused in a row, the state was read in
            between and was valid, and nothing was being loaded.""",
            DEVICE_STATE);
    static final Rule R_52 = listed(
            "R-52",
            RuleKind.PROFILE,
            "QEMU up to 7.2 ends when a v1 device is in ERROR",
            "QEMU 7.2 hw/vfio/migration.c, vfio_migration_set_state",
            """
            QEMU reads device_state, changes its bits, refuses what is not valid by itself, writes, and reads again after a failure; on ERROR it aborts its
            process and does not try a reset. Other VMMs are not bound by that, and its own message is not among the events.""");

    private BitRules() {}

    static List<Rule> all() {
        return List.of(
                R_01, R_02, R_03, R_04, R_05, R_06, R_07, R_08, R_09, R_10, R_11, R_12, R_13, R_48, R_49, R_50, R_51,
                R_52);
    }
}
