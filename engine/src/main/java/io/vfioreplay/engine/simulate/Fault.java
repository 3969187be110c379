package io.vfioreplay.engine.simulate;

import static io.vfioreplay.engine.postmortem.Blame.DESTINATION_DEVICE;
import static io.vfioreplay.engine.postmortem.Blame.LOAD;
import static io.vfioreplay.engine.postmortem.Blame.NONE;
import static io.vfioreplay.engine.postmortem.Blame.SAVE;
import static io.vfioreplay.engine.postmortem.Blame.SOURCE_DEVICE;
import static io.vfioreplay.engine.postmortem.Blame.TRANSPORT;
import static io.vfioreplay.engine.postmortem.Blame.UNKNOWN;
import static io.vfioreplay.engine.postmortem.Blame.VMM;
import static io.vfioreplay.engine.simulate.Ends.CANCELLED;
import static io.vfioreplay.engine.simulate.Ends.COMES_THROUGH;
import static io.vfioreplay.engine.simulate.Ends.COMES_THROUGH_OR_FAILS;
import static io.vfioreplay.engine.simulate.Ends.DIFFERS;
import static io.vfioreplay.engine.simulate.Ends.FAILS;
import static io.vfioreplay.engine.simulate.Ends.UNSETTLED;
import static io.vfioreplay.engine.simulate.Found.found;
import static io.vfioreplay.engine.simulate.Seen.bytes;
import static io.vfioreplay.engine.simulate.Seen.seen;

import io.vfioreplay.engine.postmortem.Blame;
import io.vfioreplay.hardware.rule.Visibility;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can go wrong in a simulated migration, and what has to be found then by construction. The names are stable.
 *
 * <p>Where a migration comes through although a rule was broken, nobody is blamed for its end; the rule names who broke it.
 *
 * <p>Source: each fault names its own: F-nn is a failure of the field, R-nn a rule.
 */
public enum Fault {
    STREAM_TRUNCATED(
            "The end of the stream is lost on the way.",
            "F-18, R-79",
            Party.TRANSPORT,
            found(DIFFERS, TRANSPORT, "M-01"),
            seen(Visibility.MIGRATION_DATA)),
    STREAM_PIECE_LOST(
            "A piece in the middle of the stream is lost on the way.",
            "R-92",
            Party.TRANSPORT,
            found(DIFFERS, TRANSPORT, "M-01"),
            bytes()),
    STREAM_REORDERED(
            "Two pieces of the stream arrive in the wrong order.",
            "R-92",
            Party.TRANSPORT,
            found(DIFFERS, TRANSPORT, "M-01"),
            bytes()),
    STREAM_DUPLICATED(
            "A piece of the stream arrives twice.",
            "R-92",
            Party.TRANSPORT,
            found(DIFFERS, TRANSPORT, "M-01"),
            bytes()),
    STREAM_CORRUPTED(
            "One bit of the stream changes on the way.",
            "R-92",
            Party.TRANSPORT,
            found(DIFFERS, TRANSPORT, "M-01"),
            bytes()),
    STREAM_FOREIGN(
            "The destination is given the stream of another device of the same kind.",
            "F-14, F-16, R-78",
            Party.TRANSPORT,
            found(DIFFERS, TRANSPORT, "M-01"),
            bytes()),
    STREAM_EXTENDED(
            "Bytes that nobody saved arrive behind the stream.",
            "F-17, R-92",
            Party.TRANSPORT,
            found(DIFFERS, TRANSPORT, "M-01"),
            bytes()),
    MESSAGE_SHORT(
            "A message of migration data carries fewer bytes than it says.",
            "R-92",
            Party.TRANSPORT,
            found(DIFFERS, TRANSPORT, "M-01", "M-09"),
            seen(Visibility.MIGRATION_DATA)),
    PRE_COPY_REFUSED(
            "The source device refuses to begin pre-copy.",
            "R-13",
            Party.SOURCE_DEVICE,
            found(FAILS, SOURCE_DEVICE, "M-08"),
            seen(Visibility.DEVICE_STATE)),
    STOP_COPY_REFUSED(
            "The source device refuses to stop and hand out the rest.",
            "F-02, R-18, R-98",
            Party.SOURCE_DEVICE,
            found(FAILS, SOURCE_DEVICE, "M-08"),
            seen(Visibility.DEVICE_STATE)),
    SOURCE_FAILED(
            "The source device fails to stop, and is in ERROR.",
            "F-08, R-81, R-48",
            Party.SOURCE_DEVICE,
            found(FAILS, SOURCE_DEVICE, "C-14"),
            seen(Visibility.DEVICE_STATE)),
    SOURCE_FAILED_UNASKED(
            "The source device goes to ERROR while it is read, as after a crash of its firmware.",
            "F-08, R-82",
            Party.SOURCE_DEVICE,
            found(FAILS, SOURCE_DEVICE, "C-14"),
            seen(Visibility.DEVICE_STATE)),
    SOURCE_READ_FAILED(
            "A read of migration data fails.",
            "R-61, R-97",
            Party.SOURCE_DEVICE,
            found(FAILS, SOURCE_DEVICE, "M-08"),
            seen(Visibility.MIGRATION_DATA)),
    SOURCE_DIED(
            "The source device is gone in the middle of its stream: a read is never answered, and nothing follows.",
            "F-21",
            Party.SOURCE_DEVICE,
            found(FAILS, SOURCE_DEVICE, "M-03"),
            seen(Visibility.MIGRATION_DATA)),
    SOURCE_RESET_UNASKED(
            "The source device resets itself in the middle of a session, and nobody is told.",
            "F-02, F-05, R-82",
            Party.SOURCE_DEVICE,
            found(FAILS, SOURCE_DEVICE, "R-82"),
            seen(Visibility.MIGRATION_DATA)),
    DMA_AFTER_STOP(
            "The source device writes to memory after it was stopped.",
            "F-30, R-72, R-05, R-25",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-72", "R-05", "R-25"),
            seen(Visibility.DMA_BY_MESSAGE)),
    INTERRUPT_AFTER_STOP(
            "The source device raises an interrupt after it was stopped.",
            "R-72, R-05, R-25",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-72", "R-05", "R-25"),
            seen(Visibility.INTERRUPTS)),
    CHANGE_AFTER_STOP(
            "The inner state of the source device changes after it was stopped.",
            "R-72, R-25",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-72", "R-05", "R-25"),
            seen(Visibility.INTERNAL_STATE)),
    PEER_DMA_IN_GRACE(
            "A device begins DMA to its peer in the state in which all devices are to be silent towards each other.",
            "F-32, R-74, R-24",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-74", "R-24"),
            seen(Visibility.PEER_DMA)),
    DATA_BEHIND_END(
            "The source device hands out more after it has said that its stream is over.",
            "R-96",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-96"),
            seen(Visibility.MIGRATION_DATA, Visibility.DATA_FD)),
    ENOMSG_IN_STOP_COPY(
            "The source device answers ENOMSG in STOP_COPY, where only data or the end can be.",
            "R-96",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-96"),
            seen(Visibility.DATA_FD)),
    END_IN_PRE_COPY(
            "The source device says in pre-copy that its stream is over, where it has nothing for now.",
            "F-23, R-95",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-95"),
            seen(Visibility.DATA_FD)),
    SECOND_DATA_FD(
            "Going from pre-copy to stop-copy returns a second data_fd.",
            "R-90",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-90"),
            seen(Visibility.DATA_FD)),
    NO_DATA_FD(
            "A session opens without a data_fd.",
            "R-88",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-88"),
            seen(Visibility.DATA_FD)),
    USELESS_DATA_FD(
            "A data_fd comes back from a request that opens no session.",
            "R-89",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-89"),
            seen(Visibility.DATA_FD)),
    INITIAL_BYTES_GREW(
            "The count of initial bytes grows without notice.",
            "F-44, R-102",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-102"),
            seen(Visibility.PRECOPY_INFO)),
    SESSION_SURVIVES_RESET(
            "After a reset the old data_fd still gives data.",
            "F-09, R-91",
            Party.SOURCE_DEVICE,
            found(CANCELLED, VMM, "R-91"),
            seen(Visibility.MIGRATION_DATA, Visibility.RESET)),
    RESET_LEAVES_STATE(
            "A reset succeeds and leaves the device in its old state.",
            "F-10, R-106, R-49",
            Party.SOURCE_DEVICE,
            found(CANCELLED, VMM, "R-106", "R-49"),
            seen(Visibility.RESET)),
    RESET_REFUSED(
            "The source device refuses a reset.",
            "R-50, C-15",
            Party.SOURCE_DEVICE,
            found(CANCELLED, VMM, "C-15"),
            seen(Visibility.RESET)),
    UNOFFERED_STATE_ACCEPTED(
            "The device accepts a state that it does not offer.",
            "R-68",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-68"),
            seen(Visibility.DEVICE_STATE)),
    NARROW_REGISTER_READ(
            "Half of a migration register is read, and the device answers.",
            "R-02",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "R-02"),
            seen(Visibility.MIGRATION_DATA)),
    SAVE_ALTERED(
            "What the source device hands out is not what it holds.",
            "F-13",
            Party.SOURCE_DEVICE,
            found(DIFFERS, SAVE, "M-02"),
            bytes()),
    WRITE_LOST(
            "A write of the guest never reaches the device.",
            "M-12",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "M-12"),
            bytes()),
    READ_WRONG(
            "A register reads as something else than it holds.",
            "M-12",
            Party.SOURCE_DEVICE,
            found(COMES_THROUGH, NONE, "M-12"),
            bytes()),
    RESUMING_REFUSED(
            "The destination device refuses to be loaded.",
            "C-12",
            Party.DESTINATION_DEVICE,
            found(FAILS, DESTINATION_DEVICE, "M-08"),
            seen(Visibility.DEVICE_STATE)),
    LOAD_REFUSED(
            "The destination device refuses a piece of the stream that is as it should be.",
            "R-61",
            Party.DESTINATION_DEVICE,
            found(FAILS, DESTINATION_DEVICE, "M-08"),
            seen(Visibility.MIGRATION_DATA)),
    COMMIT_REFUSED(
            "The destination device refuses a stream that is as it should be.",
            "R-79, R-19",
            Party.DESTINATION_DEVICE,
            found(FAILS, DESTINATION_DEVICE, "M-08"),
            seen(Visibility.DEVICE_STATE)),
    DESTINATION_FAILED(
            "The destination device fails to load and is in ERROR.",
            "R-79, R-19, R-81, R-48",
            Party.DESTINATION_DEVICE,
            found(FAILS, DESTINATION_DEVICE, "C-14"),
            seen(Visibility.DEVICE_STATE)),
    DESTINATION_DIED(
            "The destination device is gone while it is loaded; the source goes on.",
            "F-03, F-21",
            Party.DESTINATION_DEVICE,
            found(FAILS, DESTINATION_DEVICE, "M-03"),
            seen(Visibility.MIGRATION_DATA)),
    REFUSED_AND_COMMITTED(
            "The destination device refuses the last piece of the stream, and then runs all the same.",
            "F-17, R-79, R-19",
            Party.DESTINATION_DEVICE,
            found(DIFFERS, DESTINATION_DEVICE, "R-79", "R-19"),
            seen(Visibility.MIGRATION_DATA)),
    DMA_WHILE_LOADED(
            "The destination device writes to memory while it is loaded.",
            "F-15, R-77, R-25",
            Party.DESTINATION_DEVICE,
            found(COMES_THROUGH, NONE, "R-77", "R-05", "R-25"),
            seen(Visibility.DMA_BY_MESSAGE)),
    NOT_RUNNING_AT_OPEN(
            "The destination device is not RUNNING when it is opened: its last user left it so.",
            "F-22, R-66, R-01",
            Party.DESTINATION_DEVICE,
            found(COMES_THROUGH, NONE, "R-66", "R-01"),
            seen(Visibility.DEVICE_STATE)),
    LOAD_ALTERED(
            "The destination device holds something else than it was given.",
            "F-13",
            Party.DESTINATION_DEVICE,
            found(DIFFERS, LOAD, "M-02"),
            bytes()),
    SAVE_LEFT_EARLY(
            "The VMM leaves STOP_COPY before the stream is over.",
            "F-19, R-97, R-17",
            Party.VMM,
            found(COMES_THROUGH_OR_FAILS, VMM, "R-97", "R-17"),
            seen(Visibility.MIGRATION_DATA)),
    PRE_COPY_DISCARDED(
            "The VMM throws away what it read before STOP_COPY, and the destination refuses the rest.",
            "F-04, R-78",
            Party.VMM,
            found(FAILS, DESTINATION_DEVICE, "R-78"),
            bytes()),
    TOUCHED_WHILE_STOPPED(
            "A CPU touches the registers of a device that is stopped.",
            "F-34, R-75, R-26",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-75", "R-26"),
            seen(Visibility.MMIO)),
    PEER_TOUCHED_WHILE_STOPPED(
            "A hostile peer touches the registers of a device that is stopped.",
            "F-32, F-34, R-75, R-26",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-75", "R-26"),
            seen(Visibility.PEER_DMA)),
    GRACE_SKIPPED(
            "One device is stopped before all others are silent.",
            "F-32, F-33, R-34, R-125",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-34", "R-125"),
            seen(Visibility.DEVICE_STATE)),
    PAGE_FAULT_OPEN(
            "The VCPUs stop while a device waits for a page.",
            "F-35, R-35",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-35"),
            seen(Visibility.PAGE_FAULTS)),
    LAST_REPORT_MISSED(
            "The dirty pages are not read again after the devices were stopped.",
            "F-30, R-116, R-36, R-123",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-116", "R-36", "R-123"),
            seen(Visibility.DMA)),
    DIRTY_PAGE_UNREPORTED(
            "The container says that no page is dirty although a device wrote one.",
            "R-119",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-119"),
            seen(Visibility.DMA, Visibility.DIRTY_CONTAINER)),
    LOGGING_STARTED_TWICE(
            "Dirty page logging is started again while it runs, and the device agrees.",
            "R-111",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-111"),
            seen(Visibility.DIRTY_LOGGING)),
    LOGGING_LEFT_ON(
            "Dirty page logging is never stopped.",
            "F-31, R-112",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-112"),
            seen(Visibility.DIRTY_LOGGING)),
    REPORT_BEFORE_START(
            "Dirty pages are asked for before tracking was started.",
            "F-25, R-123, R-113",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-123", "C-13"),
            seen(Visibility.DIRTY_CONTAINER)),
    FAILED_REPORT_IGNORED(
            "The dirty pages cannot be read, and the migration goes on.",
            "F-26, F-27, R-113, R-123",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-113", "R-123"),
            seen(Visibility.DIRTY_CONTAINER)),
    UNMAPPED_WITHOUT_BITMAP(
            "A window into which a device wrote is unmapped without a look at its dirty pages.",
            "F-28, R-120",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-120"),
            seen(Visibility.DMA, Visibility.DIRTY_CONTAINER)),
    STALE_DATA_FD(
            "The VMM reads on from its data_fd after a failed request, without a look at the state.",
            "F-11, R-86",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-86"),
            seen(Visibility.DATA_FD)),
    FAILURE_UNREAD(
            "The VMM writes device_state again after a failed write, without a look at it.",
            "F-12, R-08",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-08"),
            seen(Visibility.DEVICE_STATE)),
    WRONG_STATE_ORDER(
            "The VMM asks for PRE_COPY in STOP_COPY; the device refuses.",
            "F-07, R-71",
            Party.VMM,
            found(COMES_THROUGH, NONE, "C-13", "C-11"),
            seen(Visibility.DEVICE_STATE)),
    FEATURES_UNREAD(
            "The VMM asks for optional states without having read that they exist.",
            "R-87",
            Party.VMM,
            found(COMES_THROUGH, NONE, "R-87"),
            seen(Visibility.DEVICE_STATE)),
    BOTH_RAN(
            "The source is set RUNNING although the destination runs.",
            "M-07",
            Party.VMM,
            found(COMES_THROUGH, VMM, "M-07"),
            seen(Visibility.DEVICE_STATE)),
    ABORTED_WITHOUT_RESET(
            "A load that was refused is given up by a request for RUNNING instead of a reset.",
            "R-80, R-20",
            Party.VMM,
            found(DIFFERS, DESTINATION_DEVICE, "R-80", "R-20"),
            seen(Visibility.MIGRATION_DATA)),
    RESUMING_LEFT_EARLY(
            "The VMM leaves RESUMING before all of the stream was written; seen from the devices, the end is lost on the way.",
            "R-19, R-79",
            Party.VMM,
            found(DIFFERS, TRANSPORT, "M-01"),
            seen(Visibility.MIGRATION_DATA)),
    DESTINATION_GIVEN_UP(
            "The VMM of the destination is gone while it loads; the source goes on.",
            "F-21, F-36",
            Party.VMM,
            found(FAILS, UNKNOWN),
            seen(Visibility.DEVICE_STATE)),
    SOURCE_VMM_DIED(
            "The VMM of the source is gone in the middle of the stream.",
            "F-03",
            Party.VMM,
            found(UNSETTLED, UNKNOWN),
            seen(Visibility.DEVICE_STATE)),
    EVENTS_LOST(
            "The recorder of the source could not keep up while the stream was read.",
            "C-08",
            Party.RECORDER,
            found(COMES_THROUGH, UNKNOWN, "C-08"),
            seen(Visibility.MIGRATION_DATA)),
    RECORDING_CUT(
            "The recording of the destination ends while it is loaded.",
            "M-11",
            Party.RECORDER,
            found(UNSETTLED, UNKNOWN),
            seen(Visibility.DEVICE_STATE));

    private final String sentence;
    private final String source;
    private final Party party;
    private final Found found;
    private final Seen seen;

    Fault(String sentence, String source, Party party, Found found, Seen seen) {
        this.sentence = sentence;
        this.source = source;
        this.party = party;
        this.found = found;
        this.seen = seen;
    }

    /** The name on the command line, for example {@code stream-truncated}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault of this name, or empty. */
    public static Optional<Fault> of(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }

    /** What happens, in one sentence. */
    public String sentence() {
        return sentence;
    }

    /** The failures of the field and the rules that it stands for. */
    public String source() {
        return source;
    }

    /** Who commits it. */
    public Party party() {
        return party;
    }

    /** Who has to be blamed for how the migration ends. */
    public Blame blame() {
        return found.blame();
    }

    /** The rules of which at least one has to be found broken; none where the verdict alone tells. */
    public List<String> rules() {
        return found.rules();
    }

    Ends ends() {
        return found.ends();
    }

    /** Whether a recording from there shows it. */
    public boolean isObservableFrom(Vantage vantage) {
        return seen.isFrom(vantage);
    }
}
