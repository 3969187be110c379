package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.REGION;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.listed;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.NOTE;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;
import static io.vfioreplay.hardware.rule.Visibility.MIGRATION_DATA;

import java.util.List;

/** Texts of: the data window of v1. They bind every v1 device, since all dialects share the region. */
final class WindowRules {

    private static final String CLARIFIED = REGION + "; clarification patch of December 2021, never merged";

    static final Rule R_53 = checked(
            "R-53",
            ERROR,
            "A segment is saved in the order pending_bytes, data_offset, data_size, data",
            REGION,
            """
            Reading pending_bytes gives the last segment back, reading data_offset makes the device put up the next one. Data that is read before
            data_offset, or behind the end of its segment, is not part of the stream; a data_offset that is read again before
            pending_bytes leaves it open which segment is meant. The destination then loads something that nobody saved.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_54 = checked(
            "R-54",
            WARNING,
            "Reading pending_bytes changes nothing before a segment is begun",
            REGION,
            """
            A client may ask how much is left as often as it likes. When a stopped device has data, nobody takes any, and it then has
            none, the question itself has eaten it. The number may be a poor estimate, but whether there is data must be right.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_55 = checked(
            "R-55",
            ERROR,
            "data_offset and data_size stay the same within a segment",
            REGION,
            """
            As long as no data was read and pending_bytes were not asked again, further reads of the two registers name the same buffer. A device
            that moves on at every look drops the segment before. Clients that read a register twice, or in two halves, lose data there.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_56 = checked(
            "R-56",
            NOTE,
            "pending_bytes say whether there is data, and only while SAVING is set",
            CLARIFIED,
            """
            The number is an estimate: zero or not is all that counts, and adding it up or waiting for it to shrink leads nowhere. Without SAVING it is
            undefined. A client that reads it there probably believes the device in another state.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_57 = checked(
            "R-57",
            ERROR,
            "After pending_bytes were 0 in a stopped device the stream is over",
            CLARIFIED,
            """
            While the device runs, 0 means only that there is nothing now. Once it is stopped in SAVING, 0 is the end, and a device that has more
            afterwards has lost it: clients stop at the first 0. The usual cause is a driver that asks its hardware in the background.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_58 = checked(
            "R-58", ERROR, "data_offset lies behind the registers", CLARIFIED, """
            The first 32 bytes of the region are its registers, so that a data_offset below 32 (0 above all) points at no data. A client that
            follows it saves or overwrites registers. The usual cause is a driver that was never configured or has not put up a buffer.""", DEVICE_STATE, MIGRATION_DATA);
    static final Rule R_59 = checked(
            "R-59",
            ERROR,
            "A segment is loaded in the order data_offset, data, data_size",
            CLARIFIED,
            """
            The client reads where the device wants the data, writes it there, and writes its length, upon which the device takes it in. Each
            segment needs a data_offset of its own, and a length that is not that of the data makes the device load old bytes or miss some.
            Data that moves through a mapping is not seen and not judged.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_60 = listed(
            "R-60", RuleKind.NOT_OBSERVABLE, "Segments are loaded as they were saved, in order and size", REGION, """
            A driver may count on getting exactly the pieces that it handed out. One recording shows one side only, and nothing in it tells that a
            piece was cut or joined on the way. QEMU up to 7.2 cuts a segment when the window of the destination is smaller, which
            works with drivers that do not care.""");
    static final Rule R_61 = checked(
            "R-61",
            ERROR,
            "A migration whose stream failed is not reported as done",
            REGION,
            """
            An error of the stream is returned by the next access to the window or its registers, and the client then gives the migration up. Here it
            went on reading or writing behind the error and finished as if nothing were missing. An access that was only interrupted
            (EINTR, EAGAIN) does not count.""",
            DEVICE_STATE,
            MIGRATION_DATA);
    static final Rule R_62 =
            checked("R-62", ERROR, "Data starts behind the 32 bytes of registers", REGION, """
            The region (type 3, subtype 1) is a header of five registers, 32 bytes long, and the data section behind it. Data that is moved at a
            smaller offset goes through the registers: a write there can change the device state, a read saves register values as data. A region with less
            room than its registers was advertised before it was set up, and VMMs refuse to start.""", MIGRATION_DATA);
    static final Rule R_65 = listed(
            "R-65",
            RuleKind.PROFILE,
            "Config space is saved after the data of the device and loaded after it",
            "QEMU 7.2 hw/vfio/migration.c, save and load handlers",
            """
            QEMU up to 7.2 sends the config space of a device behind its stream, and restores it in that order. The protocol says nothing about
            it: config space belongs to other parts of the kernel, and another VMM may choose another time.""");

    private WindowRules() {}

    static List<Rule> all() {
        return List.of(R_53, R_54, R_55, R_56, R_57, R_58, R_59, R_60, R_61, R_62, R_65);
    }
}
