package io.vfioreplay.engine.capture.qmp;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.qmp.QmpLine.Content;
import io.vfioreplay.engine.capture.qmp.QmpMessage.Command;
import io.vfioreplay.engine.capture.qmp.QmpMessage.Greeting;
import io.vfioreplay.engine.capture.qmp.QmpMessage.Notice;
import io.vfioreplay.engine.capture.qmp.QmpMessage.Refusal;
import io.vfioreplay.engine.capture.qmp.QmpMessage.Reply;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.MigrationSide;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Makes events of lines, and accounts for each line. */
final class Interpreter {

    private static final int KIND_LENGTH_MAX = 48;
    private static final String REPEATED = "(repeated)";

    private final Map<String, MigrationSide> sides;
    private final Optional<MigrationSide> only;
    private final RecordTally tally;
    private final Numbering numbering;
    private final TimeOrder order;
    private final EventSink sink;
    private final Notices notices;
    private final Names names = new Names();
    private final Map<String, Vmm> vmms = new TreeMap<>();

    Interpreter(QmpTranscript.Scope scope, Numbering numbering, RecordTally tally, TimeOrder order) {
        this.sides = scope.sides();
        this.only = scope.only();
        this.tally = tally;
        this.numbering = numbering;
        this.order = order;
        this.sink = new Flattener(order);
        this.notices = new Notices(numbering, tally, sink);
    }

    /** A line that is about a VMM. */
    private record Context(LinePlace place, QmpLine line, Vmm vmm) {}

    /** Takes the next line. */
    void line(LinePlace place, QmpLine line) {
        order.line(line.timeNanos());
        if (line.content() instanceof Content.Other other) {
            tally.irrelevant(other.kind());
            return;
        }
        Vmm vmm = vmms.computeIfAbsent(
                names.of(line), name -> new Vmm(name, sides.getOrDefault(name, MigrationSide.RECORDED)));
        if (only.isPresent() && vmm.side() != MigrationSide.RECORDED && vmm.side() != only.get()) {
            tally.irrelevant("(other side)");
            return;
        }
        Context context = new Context(place, line, vmm);
        if (line.content() instanceof Content.Message message) {
            message(context, message.message());
        } else if (line.content() instanceof Content.Remark remark) {
            remark(context, remark.text());
        } else if (line.content() instanceof Content.Broken broken) {
            broken(context, broken);
        }
    }

    private void message(Context context, QmpMessage message) {
        if (message instanceof Command command) {
            command(context, command);
        } else if (message instanceof Reply reply) {
            unlessRepeated(context, reply.id(), () -> reply(context, reply));
        } else if (message instanceof Refusal refusal) {
            unlessRepeated(context, refusal.id(), () -> refusal(context, refusal));
        } else if (message instanceof Notice notice) {
            notice(context, notice);
        } else if (message instanceof Greeting) {
            disconnected(context.vmm);
            tally.irrelevant("(greeting)");
        }
    }

    private void command(Context context, Command command) {
        Vmm vmm = context.vmm;
        if (!vmm.asked(new Vmm.Waiting(command, context.line.timeNanos(), context.place.number()))) {
            tally.irrelevant(REPEATED);
            return;
        }
        if (MigrationCommands.isMigrate(command.name())) {
            vmm.migrationBegins();
        }
        account(kind("", command.name()), MigrationCommands.isAny(command.name()));
    }

    private void unlessRepeated(Context context, Optional<String> id, Runnable reply) {
        if (context.vmm.isRepeated(id)) {
            tally.irrelevant(REPEATED);
        } else {
            reply.run();
        }
    }

    private void reply(Context context, Reply reply) {
        Vmm.Waiting asked = context.vmm.answered(reply.id());
        if (asked == null) {
            Optional<MigrationReport> report = MigrationReport.of(reply.value());
            report.ifPresent(said -> report(context, said, Envelope.NO_DURATION));
            account("reply to (unknown)", report.isPresent());
            return;
        }
        String name = asked.command().name();
        account(kind("reply to ", name), MigrationCommands.isAny(name));
        Optional<String> refused = reply.value().text().filter(text -> text.startsWith("Error:"));
        if (MigrationCommands.isQuery(name)) {
            MigrationReport.in(reply.value()).ifPresent(said -> report(context, said, duration(context, asked)));
        } else if (MigrationCommands.isAny(name) && refused.isPresent()) {
            // The human monitor tells an error as a text like any other.
            error(context, name + " was refused: " + refused.get().strip(), duration(context, asked));
        } else if (MigrationCommands.isCancel(name)) {
            sink.cancelRequested(stamp(context, duration(context, asked)), context.vmm.side());
        }
    }

    private void report(Context context, MigrationReport report, long durationNanos) {
        Vmm vmm = context.vmm;
        report.error()
                .filter(vmm::errorChanges)
                .ifPresent(text -> sink.errorReported(stamp(context, durationNanos), vmm.side(), Payload.ofUtf8(text)));
        if (vmm.statusChanges(report.status())) {
            sink.migrationStatusReported(stamp(context, durationNanos), vmm.side(), Payload.ofUtf8(report.status()));
        }
    }

    private void refusal(Context context, Refusal refusal) {
        Vmm.Waiting asked = context.vmm.answered(refusal.id());
        String name = asked == null ? "(unknown)" : asked.command().name();
        account(kind("error of ", name), MigrationCommands.isAny(name));
        if (asked != null && MigrationCommands.isAny(name)) {
            String reason = refusal.errorClass() + ": " + refusal.description();
            error(context, name + " was refused: " + reason, duration(context, asked));
        }
    }

    private void error(Context context, String text, long durationNanos) {
        sink.errorReported(stamp(context, durationNanos), context.vmm.side(), Payload.ofUtf8(text));
    }

    private void notice(Context context, Notice notice) {
        long time = notice.timeNanos() == Envelope.NO_TIME ? context.line.timeNanos() : notice.timeNanos();
        boolean isRepeated = notice.timeNanos() != Envelope.NO_TIME && !context.vmm.isNew(notice.toString());
        if (isRepeated) {
            tally.irrelevant(REPEATED);
            return;
        }
        order.vmm(context.vmm.clock, time);
        Stamp stamp = stamp(context.place.number(), time, Envelope.NO_DURATION);
        Optional<String> wrong = notices.notice(context.vmm, notice, stamp);
        if (wrong.isPresent()) {
            QmpLine timed = new QmpLine(time, context.line.vmm(), context.line.content());
            damaged(new Context(context.place, timed, context.vmm), DamageKind.FIELD, 0, wrong.get());
        } else {
            account(kind("event ", notice.name()), Notices.isKnown(notice.name()));
        }
    }

    private void remark(Context context, String text) {
        if (context.place.isTorn()) {
            damaged(context, DamageKind.CUT, context.place.length(), "the file ends inside a remark");
            return;
        }
        Vmm vmm = context.vmm;
        OptionalInt exit = Remarks.exit(text);
        boolean isSpawn = text.startsWith(Remarks.SPAWN);
        boolean isClosed = text.startsWith(Remarks.CLOSED);
        if (isSpawn || isClosed || exit.isPresent()) {
            disconnected(vmm);
        }
        if (isSpawn) {
            vmm.spawned();
        } else if (exit.isEmpty()) {
            sink.markerPlaced(stamp(context, Envelope.NO_DURATION), Payload.ofUtf8(vmm.says(text)));
        } else if (vmm.exits()) {
            sink.vmmExited(stamp(context, Envelope.NO_DURATION), vmm.side(), exit.getAsInt());
        }
        boolean isKilled = text.startsWith(Remarks.KILLED);
        String other = exit.isPresent() ? "(exit)" : isKilled ? "(kill)" : "(remark)";
        account(isSpawn ? "(spawn)" : isClosed ? "(qmp closed)" : other, true);
    }

    /** What waited for a reply will never get one: of that only a cancel matters. */
    private void disconnected(Vmm vmm) {
        for (Vmm.Waiting unanswered : vmm.disconnected()) {
            if (MigrationCommands.isCancel(unanswered.command().name())) {
                order.vmm(vmm.clock, unanswered.timeNanos());
                Stamp stamp = stamp(unanswered.record(), unanswered.timeNanos(), Envelope.NO_DURATION);
                sink.cancelRequested(stamp.withResult(Envelope.UNANSWERED), vmm.side());
            }
        }
    }

    /** After the last line. */
    void end() {
        vmms.values().forEach(this::disconnected);
        order.end();
    }

    private void broken(Context context, Content.Broken broken) {
        LinePlace place = context.place;
        if (place.isCut() && broken.isCut()) {
            Vmm.Waiting asked = context.vmm.answeredUnseen();
            if (asked != null && !MigrationCommands.isAny(asked.command().name())) {
                tally.irrelevant(kind("reply to ", asked.command().name()));
                return;
            }
        }
        String words = "found " + broken.found() + ", expected " + broken.expected();
        boolean isCut = broken.isCut() && (place.isTorn() || place.isCut());
        damaged(context, isCut ? DamageKind.CUT : DamageKind.FRAMING, broken.offset(), words);
    }

    /** Damage from {@code at} in the line to its end. */
    private void damaged(Context context, DamageKind kind, long at, String text) {
        LinePlace place = context.place;
        long offset = place.offset() + at;
        tally.damaged("line " + place.number() + ", byte " + offset + ": " + text);
        Stamp stamp = stamp(place.number(), context.line.timeNanos(), Envelope.NO_DURATION);
        sink.captureDamaged(stamp, kind, offset, Math.max(0, place.length() - at), Payload.ofUtf8(text));
    }

    private void account(String kind, boolean isUnderstood) {
        if (isUnderstood) {
            tally.understood(kind);
        } else {
            tally.irrelevant(kind);
        }
    }

    private static String kind(String what, String name) {
        return what + name.substring(0, Math.min(name.length(), KIND_LENGTH_MAX));
    }

    private static long duration(Context context, Vmm.Waiting asked) {
        long to = context.line.timeNanos();
        boolean isKnown = asked.timeNanos() != Envelope.NO_TIME && to != Envelope.NO_TIME;
        return isKnown && to >= asked.timeNanos() ? to - asked.timeNanos() : Envelope.NO_DURATION;
    }

    /** The stamp of an event of a VMM at the time of its line, to which the order goes. */
    private Stamp stamp(Context context, long durationNanos) {
        long time = context.line.timeNanos();
        order.vmm(context.vmm.clock, time);
        return stamp(context.place.number(), time, durationNanos);
    }

    private Stamp stamp(long record, long timeNanos, long durationNanos) {
        return new Stamp(
                Envelope.NO_POSITION,
                timeNanos,
                durationNanos,
                Envelope.HOST,
                numbering.witness(),
                record,
                Envelope.OK);
    }
}
