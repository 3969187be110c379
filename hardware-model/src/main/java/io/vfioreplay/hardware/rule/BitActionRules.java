package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.REGION;
import static io.vfioreplay.hardware.rule.RuleText.RFC;
import static io.vfioreplay.hardware.rule.RuleText.SERIES;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.listed;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.NOTE;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;
import static io.vfioreplay.hardware.rule.Visibility.DMA_BY_MESSAGE;
import static io.vfioreplay.hardware.rule.Visibility.MIGRATION_DATA;
import static io.vfioreplay.hardware.rule.Visibility.MMIO;

import java.util.List;

/** Texts of: what the bits of a v1 {@code device_state} make a device do, once and for as long. */
final class BitActionRules {

    private static final String EVENTS = "\"Event triggered actions\"";
    private static final String CONTINUOUS = "\"Continuous actions\"";

    static final Rule R_14 = checked(
            "R-14",
            WARNING,
            "The data window is emptied where a stream begins",
            RFC + "" + EVENTS,
            """
            Revision 2 empties the window on entry to pre-copy, to stop-copy and to RESUMING; revision 3 only where SAVING or RESUMING is newly set, so that
            data under way survive the end of pre-copy. It is reported when a client reads bytes other than zero before the device has made any
            available. Such bytes belong to an earlier stream and spoil this one.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_15 = checked(
            "R-15",
            NOTE,
            "A device that does not log its changes sends nothing in pre-copy",
            RFC + "SAVING and RUNNING",
            """
            Such a device has to send its whole state after it stopped; whatever it sends before is sent twice. No event tells whether a device logs. ours:
            it is reported when the stop-copy stream begins with all of pre-copy again, byte by byte, and that is at least 64 bytes. The
            migration is correct and takes longer than it has to.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_16 = checked(
            "R-16",
            WARNING,
            "The v1 pre-copy stream goes before the stop-copy stream, and both are loaded",
            SERIES + "revision 2, resume flow; revision 3, SAVING",
            """
            Both parts are one stream for RESUMING. While reading one side, it is reported when data were read in pre-copy, SAVING was cleared with the device
            stopped, and a new stream began in 2: the first part belongs to a stream that ended. What the destination was given is seen when both sides are
            compared.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_17 = checked(
            "R-17",
            ERROR,
            "A v1 save is complete only when pending_bytes was 0 after the stop",
            REGION + ", iteration; review of the documentation of the migration region, 2021-12-01",
            """
            Stop-copy has to be read until pending_bytes is 0; pre-copy need not. Leaving 2 for 0 before cuts the stream, and a destination that
            loads the rest without complaint runs with a part of the state. A segment of size 0 is not the end. A device that runs or is reset
            afterwards shows that the migration was given up, and then nothing is reported.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_18 = checked(
            "R-18",
            WARNING,
            "A v1 device goes from pre-copy to stop-copy at any count of pending bytes",
            REGION + ", SAVING; revision 3 of the documentation of the migration region",
            """
            The VMM decides when the guest stops, by the time it allows and not by what a device has left. A device that refuses the step as long as
            pending_bytes is not 0 makes a migration under load impossible.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_19 = checked(
            "R-19",
            ERROR,
            "Leaving RESUMING is the check of what a v1 device was given",
            RFC + "" + EVENTS + "; clarification of the header of 2021-12-09",
            """
            The write that clears RESUMING loads the data, and must fail when they are incomplete or inconsistent. While reading one side, success is
            reported when the last piece of the stream had been refused. A stream that was cut between two pieces is found only where both sides
            are compared. ours: it is also demanded of devices of the merged uAPI, whose text is silent.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_20 = checked(
            "R-20",
            WARNING,
            "A v1 load that went wrong is given up by a reset",
            SERIES + "revision 2, \"To abort a RESUMING\"; revision 3, RESUMING",
            """
            In RESUMING the inner state is undefined, and with a part of the stream it stays so. Asking such a device to run means "use this", not
            "forget it"; only a reset forgets. The usual cause is a VMM whose error path is the same as its success path.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_21 = checked(
            "R-21",
            WARNING,
            "In revision 2 a device is reset before RESUMING",
            SERIES + "revision 2, resume flow (withdrawn in revision 3)",
            """
            A driver of revision 2 may rely on a reset, or a fresh opening, between the last time that the device ran and RESUMING. Without it, what the
            stream does not mention keeps the values of the last guest. Revision 3 and the merged uAPI do not demand it.""",
            DEVICE_STATE,
            Visibility.RESET);
    static final Rule R_22 = checked(
            "R-22",
            NOTE,
            "Clearing SAVING ends the stream",
            "Clarification of the header of 2021-12-09 (never merged)",
            """
            Once SAVING is clear there is nothing more to read. Bytes other than zero that are still handed out are stale, and a client that reads them takes
            part of an old image for data. The demand comes from a clarification that was never merged.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_23 = checked(
            "R-23",
            ERROR,
            "Within one write NDMA is set before RUNNING",
            RFC + "order of actions",
            """
            NDMA comes before everything that needs quiet and goes last; a device stops before its state is captured and loads before it runs. DMA within a write
            that takes a stopped device to RUNNING with NDMA shows that it ran first. Capture and load inside the driver are not seen. Only where the recording
            says that NDMA is offered.""",
            DEVICE_STATE,
            DMA_BY_MESSAGE);
    static final Rule R_24 = checked(
            "R-24",
            ERROR,
            "With NDMA set a running device makes no DMA",
            SERIES + "revision 2, RUNNING and NDMA",
            """
            From the return of the write that sets NDMA to the next one that clears it, no DMA begins and none is under way. The grace states rest on that: DMA
            here may hit a peer that has stopped, or memory whose dirty log was already read. Only where the recording says that NDMA is offered.""",
            DEVICE_STATE,
            DMA_BY_MESSAGE);
    static final Rule R_25 = checked(
            "R-25",
            ERROR,
            "Without RUNNING a v1 device is silent and frozen",
            RFC + "" + CONTINUOUS,
            """
            As long as RUNNING is clear the device makes no DMA, raises no interrupt and changes nothing inside, loading excepted. What it does in the state
            into which the clearing write led is reported as a breach of that write. DMA in stop-copy changes memory that was copied; DMA in RESUMING goes to
            addresses that nobody meant.""",
            DEVICE_STATE,
            DMA_BY_MESSAGE);
    static final Rule R_26 = checked(
            "R-26",
            WARNING,
            "Nobody touches the regions of a v1 device in stop-copy or RESUMING",
            RFC + "" + CONTINUOUS,
            """
            In these states a device may assume that no access arrives, from the VMM or from a peer. One that does can spoil the image, dirty memory or end
            the migration. It is a fault of the VMM or of a peer that was not stopped first, not of this device.""",
            DEVICE_STATE,
            MMIO);
    static final Rule R_27 = listed(
            "R-27",
            RuleKind.NOT_OBSERVABLE,
            "Whatever is done to a device, the host stays whole",
            SERIES + "revision 2, \"may not compromise system integrity\"",
            """
            An access in any state must not cause an error on the bus, a machine check or a break of isolation. Such errors belong to the host's
            own log; no event here stands for one.""");
    static final Rule R_28 = checked(
            "R-28",
            NOTE,
            "With RUNNING set a v1 device answers accesses",
            RFC + "" + CONTINUOUS,
            """
            Register accesses are answered with or without SAVING and NDMA. A refused one is often just a probe of something that the device does not have;
            the same refusal behind RESUMING means that the device did not come back. ours: an answer of all ones is not reported, since a register
            may hold that.""",
            DEVICE_STATE,
            MMIO);
    static final Rule R_29 = listed(
            "R-29",
            RuleKind.ADVICE,
            "The ideal stopped device discards writes and reads as all ones",
            RFC + "paragraph \"During !RUNNING\"",
            """
            A device that does so survives a VMM or a peer that comes too late. The texts recommend it and do not demand it, so that other answers are no
            breach.""");
    static final Rule R_30 = checked(
            "R-30",
            ERROR,
            "A device that offers NDMA makes no DMA in ERROR",
            RFC + "" + CONTINUOUS,
            """
            From the report of ERROR to the reset the device behaves as if NDMA were set. DMA from a device that has lost its state goes to memory of a guest
            that may already run elsewhere. Without NDMA no text says what happens, and nothing is reported.""",
            DEVICE_STATE,
            DMA_BY_MESSAGE);
    static final Rule R_31 = checked(
            "R-31",
            ERROR,
            "What changes in pre-copy reaches the stop-copy stream",
            RFC + "" + CONTINUOUS,
            """
            In pre-copy a device logs its inner changes, or captures everything later, so that the whole stream is its last state. It is reported when the
            inner state changed after the last piece of pre-copy was asked for, and stop-copy then had nothing to send. What a stream of some length
            lacks cannot be seen.""",
            DEVICE_STATE,
            MIGRATION_DATA,
            Visibility.INTERNAL_STATE);
    static final Rule R_32 = listed(
            "R-32",
            RuleKind.NOT_OBSERVABLE,
            "The stream carries inner state, and the dirty log memory",
            SERIES + "revision 2, edge case of pre-copy; revision 3, SAVING and RUNNING",
            """
            Memory that a device wrote by DMA is found by dirty tracking, and its inner changes travel in its stream; neither stands in for the other. What the
            bytes of a stream mean is known to the device alone, so that a mix-up is not seen from outside.""");
    static final Rule R_33 = checked(
            "R-33",
            WARNING,
            "Migration and state of other subsystems leave each other alone",
            RFC + "\"The migration driver has limitations\"",
            """
            MSI-X table, interrupts, power management and much of config space belong to other parts of the kernel: RESUMING does not change them, and they may
            change at any time while a device is saved. It is reported when such state changes within the write that enters or leaves RESUMING, and
            when the first access to the stream after such a change in a saving state fails.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_63 = checked(
            "R-63",
            ERROR,
            "Writing the current value again does nothing",
            "QEMU 7.2 hw/vfio/migration.c, vfio_save_complete_precopy; " + SERIES + "revision 2, " + EVENTS,
            """
            QEMU writes 2 twice before it reads the last part of the stream. Nothing fires, since actions need a new state: a device that captures again or
            empties its window then loses data, and one that refuses ends the migration.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_64 =
            listed("R-64", RuleKind.PROFILE, "QEMU never writes NDMA", "QEMU 7.2 hw/vfio/migration.c", """
            No QEMU knows NDMA or the grace states of the documentation series. A value with bit 3 in a recording was not written by QEMU, which is
            no breach of the protocol.""");

    private BitActionRules() {}

    static List<Rule> all() {
        return List.of(
                R_14, R_15, R_16, R_17, R_18, R_19, R_20, R_21, R_22, R_23, R_24, R_25, R_26, R_27, R_28, R_29, R_30,
                R_31, R_32, R_33, R_63, R_64);
    }
}
