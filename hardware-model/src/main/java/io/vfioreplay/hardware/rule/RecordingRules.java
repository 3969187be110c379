package io.vfioreplay.hardware.rule;

import static io.vfioreplay.hardware.rule.RuleText.OURS;
import static io.vfioreplay.hardware.rule.RuleText.checked;
import static io.vfioreplay.hardware.rule.RuleText.postmortem;
import static io.vfioreplay.hardware.rule.Severity.ERROR;
import static io.vfioreplay.hardware.rule.Severity.NOTE;
import static io.vfioreplay.hardware.rule.Severity.WARNING;
import static io.vfioreplay.hardware.rule.Visibility.DEVICE_STATE;
import static io.vfioreplay.hardware.rule.Visibility.MIGRATION_DATA;

import java.util.List;

/** Texts of the C- rules (what a recording itself says) and of the M- rules (what only a post-mortem finds). */
final class RecordingRules {

    private static final String POSTMORTEM = "vfio-replay, post-mortem";

    static final Rule C_01 = checked("C-01", WARNING, "The recording ends inside a message", OURS, """
            The last message is shorter than it announces. Either the recorder was stopped, or one end died while it was sending.""");
    static final Rule C_02 = checked("C-02", WARNING, "A message has a length that contradicts itself", OURS, """
            A length inside the message disagrees with the bytes that are there. The message was passed over; a sender that miscounts is as
            possible as a damaged recording.""");
    static final Rule C_03 = checked("C-03", WARNING, "An answer without a request", OURS, """
            A reply matches no request that is waiting. Part of the recording is missing, or one end has lost its place in the conversation.""");
    static final Rule C_04 = checked("C-04", NOTE, "A command that the protocol does not name", OURS, """
            The message was kept as it is, but nothing is known about its meaning. It may belong to a newer version of the protocol.""");
    static final Rule C_05 = checked("C-05", ERROR, "The conversation lost its framing", OURS, """
            Bytes stand where a message should begin and cannot be one. From here on at least one end takes data for headers; what
            follows is luck. The usual causes are a message delivered in two writes and a crossing of requests.""");
    static final Rule C_06 = checked("C-06", WARNING, "A field has a value that its message cannot have", OURS, """
            The message was passed over. Test programs do this on purpose; elsewhere it is a defect of the sender.""");
    static final Rule C_07 = checked("C-07", ERROR, "The recording file is damaged", OURS, """
            The file around the messages cannot be read at this place. What was recorded before and behind it is used; what was in it is unknown,
            and rules that depend on it stay silent.""");
    static final Rule C_08 = checked("C-08", WARNING, "Events are missing", OURS, """
            The recording itself says that it lost something here. State and session are unknown until they show again, and breaches in the gap
            stay unseen.""");
    static final Rule C_09 = checked("C-09", WARNING, "A migration request was never answered", OURS, """
            A state request, a piece of migration data or a reset was sent, and no answer was recorded. The device died or hangs, or the recording
            ends there; the post-mortem decides with the other side.""");
    static final Rule C_10 = checked("C-10", NOTE, "A request was never answered", OURS, """
            A request that is no part of a migration has no answer in the recording. At the end of a recording this is common.""");
    static final Rule C_11 = checked(
            "C-11", ERROR, "The device refused a step of a running migration", OURS, """
            Within a saving or loading session a legal state request or a piece of migration data was answered with an error. The migration cannot
            go on from here as if nothing had happened. The error number is the device's own word; what came before it is the cause.""", DEVICE_STATE, MIGRATION_DATA);
    static final Rule C_12 =
            checked("C-12", WARNING, "The device refused a legal state request", OURS, """
            Outside a session a state that every client may ask for was refused: the migration could not begin, or a pause or resume
            failed. A device server that has no migration answers like this.""", DEVICE_STATE);
    static final Rule C_13 = checked("C-13", NOTE, "A request was refused", OURS, """
            The request was a probe, not allowed at that moment, or malformed, and the refusal changed nothing. Clients that feel their way through
            an unknown device produce these.""");
    static final Rule C_14 = checked("C-14", ERROR, "The device is in the state ERROR", OURS, """
            The device itself reports that its migration state is lost. Only a reset helps, and whatever was being saved or loaded is gone. Usual
            causes are a firmware crash and a stream that could not be loaded.""", DEVICE_STATE);
    static final Rule C_15 = checked("C-15", WARNING, "The device refused a reset", OURS, """
            A reset is the way out of every trouble, and this device did not take it. Some servers refuse it in STOP and STOP_COPY.""", Visibility.RESET);
    static final Rule C_16 = checked("C-16", NOTE, "More devices than the rules watch", OURS, """
            The rules keep a small memory for each device, for a limited number of devices. Those beyond it were not checked.""");
    static final Rule C_17 = checked("C-17", NOTE, "A witness says nothing", OURS, """
            A file beside the others is empty, or of no format that is known. Nothing in it was used; whatever it was meant to show has to
            be seen by another witness.""");
    static final Rule C_18 = checked("C-18", WARNING, "A line of the recording cannot be understood", OURS, """
            A line or record of a log is torn, overwritten or written by something else. The ones around it were used; if it was about the
            migration, a step of it is missing here.""");
    static final Rule M_01 = postmortem(
            "M-01",
            ERROR,
            "The stream that was loaded is not the stream that was saved",
            POSTMORTEM,
            """
            Between the source device and the destination device bytes were changed, lost, doubled or reordered. The stream has no checksum, so a
            device may load it and run on wrong data.""",
            MIGRATION_DATA);
    static final Rule M_02 =
            postmortem("M-02", ERROR, "A register that must agree differs", POSTMORTEM, """
            What the source device held at its end and what the destination device shows are not the same, although nobody wrote in between.""", Visibility.MMIO);
    static final Rule M_03 =
            postmortem("M-03", WARNING, "The recording ends with a request that was never answered", POSTMORTEM, """
            The last thing known is a question. The device died, hangs, or the recorder stopped; the other side's recording tells.""");
    static final Rule M_04 = postmortem("M-04", NOTE, "The VMM cancelled the migration", POSTMORTEM, """
            The source was taken from a saving state back to RUNNING and nothing had failed before. Somebody asked for it.""", DEVICE_STATE);
    static final Rule M_05 = postmortem("M-05", NOTE, "The downtime cannot be computed", POSTMORTEM, """
            It needs the time at which the source stopped and the time at which the destination ran. One of them is missing here, or a clock
            was stepped in between.""", DEVICE_STATE);

    static final Rule M_06 =
            postmortem("M-06", NOTE, "The recordings were given in the wrong order", POSTMORTEM, """
            The device of the first recording was loaded and that of the second one saved. They were taken the other way round.""", DEVICE_STATE);
    static final Rule M_07 =
            postmortem("M-07", ERROR, "Source and destination both ran", POSTMORTEM, """
            The source was set RUNNING although the destination reached RUNNING in the same migration. Two copies of one device then act on
            the world, and one of them works on stale state.""", DEVICE_STATE);
    static final Rule M_08 =
            postmortem("M-08", ERROR, "A device refused what the migration needed", POSTMORTEM, """
            A state or migration data that the migration depends on was answered with an error. What was refused was as it should be, so
            the log of that device or driver tells why.""", DEVICE_STATE);
    static final Rule M_09 =
            postmortem("M-09", ERROR, "A message was damaged or the framing was lost", POSTMORTEM, """
            A message contradicts itself, or bytes on the connection are no message at all. Whatever carries the messages between VMM and
            device cut, merged or lost some.""", MIGRATION_DATA);
    static final Rule M_10 = postmortem(
            "M-10", ERROR, "The destination was given up while it was loading", POSTMORTEM, """
            The destination's recording stops in RESUMING and the source was set RUNNING again. What happened on the destination is in the
            log of its host, not in these recordings.""", DEVICE_STATE);

    static final Rule M_11 =
            postmortem("M-11", WARNING, "The streams could be compared in part only", POSTMORTEM, """
            A recording begins late, ends early, or misses messages or parts of them while the state was moved. What was compared is the
            same; about the rest nothing can be said before there is a whole recording.""", MIGRATION_DATA);

    static final Rule M_12 = postmortem(
            "M-12", WARNING, "A device answered, or was given, something else than its model says", POSTMORTEM, """
            The behaviour of this kind of device is known, and the recorded answer is not the one that follows from what happened to it before, or
            what a destination was given is not what the source must have handed out.
            An access or a piece of the state did not reach the device, or was changed on its way, or the device is defective.""");

    static final Rule M_13 = postmortem("M-13", ERROR, "A VMM reported that the migration failed", POSTMORTEM, """
            No device is seen to refuse anything, but a VMM says that the migration failed, or its process ended in the middle. Its own words
            are the best witness of why; where they speak of a lost connection, the other side knows more.""");

    static final Rule M_14 =
            postmortem("M-14", NOTE, "The clock of a host was stepped while it was recorded", POSTMORTEM, """
            The times of one witness go back by more than a second, so its clock was set in between. Times before and after it cannot be
            subtracted from each other; what is said of the two hosts' clocks rests on what was recorded behind the step.
            ours: one second, since the threads of a VMM write their lines up to a tenth of that out of order. A clock that is set
            forward cannot be told from silence.""");

    static final Rule M_15 = postmortem(
            "M-15",
            ERROR,
            "What travelled between the VMMs is not what a device handed out or took in",
            POSTMORTEM,
            """
            The stream between the two VMMs was recorded too, and its bytes differ from those at one of its ends. The destination may have
            loaded them without a complaint, since the stream has no checksum.""",
            MIGRATION_DATA);

    static final Rule M_16 =
            postmortem("M-16", WARNING, "Two witnesses of one device contradict each other", POSTMORTEM, """
            Two recordings of one device, such as the log of a VMM and probes in the kernel, tell different states or values. One of them is
            wrong or incomplete; what rests on a single witness here deserves a second look.""");

    private RecordingRules() {}

    static List<Rule> checks() {
        return List.of(
                C_01, C_02, C_03, C_04, C_05, C_06, C_07, C_08, C_09, C_10, C_11, C_12, C_13, C_14, C_15, C_16, C_17,
                C_18);
    }

    static List<Rule> postmortems() {
        return List.of(M_01, M_02, M_03, M_04, M_05, M_06, M_07, M_08, M_09, M_10, M_11, M_12, M_13, M_14, M_15, M_16);
    }
}
