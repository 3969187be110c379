package io.vfioreplay.engine.capture.ftrace;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.engine.capture.ftrace.EventTable.Entry;
import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the lines of a trace into events, one line at a time, and accounts for each of them. */
final class Translator {

    private final Numbering numbering;
    private final RecordTally tally;
    private final EventSink sink;
    private final EventTable table;
    private final Devices devices;
    private final Marks marks;
    private final Windows windows;
    private final ThreadTable<ThreadState> threads = new ThreadTable<>();
    private final TraceLine line = new TraceLine();
    private final BitSet cpus = new BitSet();
    private final int cpuCount;
    private boolean isOverwritten;
    private long now;

    Translator(Setting setting, Numbering numbering, RecordTally tally, EventSink sink) {
        this.numbering = numbering;
        this.tally = tally;
        this.sink = sink;
        this.table = setting.table();
        this.cpuCount = setting.survey().cpuCount();
        this.now = setting.survey().firstNanos();
        Optional<Mapping> states = Optional.ofNullable(table.mappingOfStates());
        this.devices = new Devices(
                numbering,
                tally,
                sink,
                new Devices.Known(setting.survey().sides(), setting.options().threads(), states));
        this.marks = new Marks(setting.options().markedLines(), tally, sink, numbering.witness());
        this.windows = new Windows(sink, numbering.witness());
    }

    /** What is known before the first line. */
    record Setting(FtraceOptions options, EventTable table, Survey survey) {}

    /** The line at which the source stands. */
    void line(LineSource source) {
        TraceLine.Kind kind = line.read(source.bytes(), source.from(), source.to());
        if (source.isCut()) {
            damaged(source, "found a longer line, expected at most " + LineSource.LINE_BYTES_MAX + " bytes");
            return;
        }
        boolean goesOnWithMark = kind == TraceLine.Kind.UNREADABLE && marks.isContinuation(line);
        if (kind != TraceLine.Kind.EVENT && !goesOnWithMark) {
            marks.end();
        }
        switch (kind) {
            case EVENT -> event(source);
            case FUNCTION -> tally.irrelevant("(function)");
            case FUNCTION_GRAPH -> tally.irrelevant("(function_graph)");
            case STACK_TRACE -> tally.irrelevant("(stack trace)");
            case HEADER -> header(source);
            case LOST -> lost(source);
            case UNREADABLE -> {
                if (goesOnWithMark) {
                    marks.goesOn(line, source.number());
                } else {
                    unreadable(source, "expected " + line.expected());
                }
            }
        }
    }

    private void event(LineSource source) {
        now = line.timeNanos();
        if (isOverwritten) {
            beginOfBuffer(source);
        }
        windows.endStale(now);
        Entry entry = table.find(line.bytes(), line.nameFrom(), line.nameTo());
        boolean isMark = entry.isMark() || (entry.isPrint() && marks.isPrinted(line));
        if (!isMark) {
            marks.end();
        }
        MappedEvent event = entry.chosen();
        if (!isMark && event == null) {
            tally.irrelevant(entry.name());
        } else if (source.isTorn()) {
            unreadable(source, "expected a whole line");
        } else if (isMark || event == null) {
            marks.begins(line, source.number(), devices.isSelected(line.tid()));
        } else {
            mapped(source, event);
        }
    }

    private void mapped(LineSource source, MappedEvent event) {
        ThreadState thread = thread(line.tid());
        if (thread == null || (!thread.isSelected() && !event.mapping().isNamedByText())) {
            tally.irrelevant(event.name());
            return;
        }
        event.fields().read(line.bytes(), line.textFrom(), line.textTo());
        String problem = event.isReturn() ? ended(thread, event, source.number()) : "";
        boolean isRelevant = event.isReturn();
        if (problem.isEmpty() && event.hasRules()) {
            unansweredBefore(thread, event);
            Rule rule = event.ruleThatHolds();
            if (event.fields().isFaulty()) {
                problem = event.fields().fault();
            } else if (rule != null) {
                isRelevant = true;
                problem = rule.action() == Action.NOTHING ? "" : began(thread, event, rule, source.number());
            }
        }
        if (!problem.isEmpty()) {
            damaged(source, event.name() + ": " + problem);
        } else if (isRelevant) {
            tally.understood(event.name());
        } else {
            tally.irrelevant(event.name());
        }
    }

    private @Nullable ThreadState thread(int tid) {
        ThreadState thread = threads.find(tid);
        if (thread == null && !threads.isFull()) {
            thread = new ThreadState(tid, devices.isSelected(tid));
            threads.add(thread);
        }
        return thread;
    }

    /** The same thread cannot be in the same function again before it left it: its return probe was missed. */
    private void unansweredBefore(ThreadState thread, MappedEvent event) {
        OpenCall missed = thread.takeBegunBy(event);
        if (missed != null) {
            tell(thread, missed.rule().action(), missed.values(), missed.unanswered(Envelope.UNOBSERVED));
        }
    }

    private String began(ThreadState thread, MappedEvent event, Rule rule, long lineNumber) {
        Values values = new Values(event.mapping().protocol());
        String problem = rule.fill(values, event.fields(), false);
        if (!problem.isEmpty()) {
            return problem;
        }
        int device = devices.of(line, lineNumber, event, thread);
        if (device == Devices.NONE) {
            return "found no device, expected its name in front, and at most " + Devices.DEVICES_MAX + " devices";
        }
        Moment at = new Moment(device, now, Envelope.NO_DURATION, lineNumber, values.result());
        if (rule.returnEvent().isPresent() && table.wasSeen(rule.returnEvent().get())) {
            thread.begin(new OpenCall(event, rule, values, at));
        } else if (rule.action().isWindow()) {
            windows.step(thread, rule.action(), values, at);
        } else {
            tell(thread, rule.action(), values, at);
        }
        return "";
    }

    /** A return probe whose beginning was not recorded tells nothing. */
    private String ended(ThreadState thread, MappedEvent event, long lineNumber) {
        OpenCall call = thread.takeEndedBy(event);
        if (call == null) {
            return "";
        }
        String problem = call.rule().fill(call.values(), event.fields(), true);
        Moment end = problem.isEmpty() ? call.answered(now, lineNumber) : call.unanswered(Envelope.UNOBSERVED);
        tell(thread, call.rule().action(), call.values(), end);
        return problem;
    }

    private void tell(ThreadState thread, Action action, Values values, Moment at) {
        windows.endOf(thread);
        if (action.isMigration()) {
            windows.endOfDevice(at.device());
        }
        action.tell(sink, at.stamp(numbering.witness()), values);
        if (isOverwritten && action.isMigration()) {
            holeAt(at.line(), "the buffer of another CPU begins later; what it held here was overwritten");
        }
    }

    private void header(LineSource source) {
        long lost = LostEvents.overwritten(line);
        if (lost == 0) {
            tally.irrelevant("(header)");
            return;
        }
        isOverwritten = true;
        tally.understood("(lost)");
        sink.eventsLost(
                host(source.number()),
                lost,
                GapCause.CAPTURE,
                Payload.ofUtf8("the oldest events were overwritten: " + Excerpt.of(source.text())));
    }

    /**
     * Each processor has a buffer of its own, of which the oldest events were overwritten: until the last of them begins, events
     * of the others have holes between them.
     */
    private void beginOfBuffer(LineSource source) {
        cpus.set(Math.min(line.cpu(), Survey.CPUS_MAX));
        isOverwritten = cpus.cardinality() < cpuCount;
        if (!isOverwritten && cpuCount > 1) {
            holeAt(source.number(), "the buffer of CPU %d begins here, the last one".formatted(line.cpu()));
        }
    }

    private void holeAt(long lineNumber, String text) {
        sink.eventsLost(host(lineNumber), -1, GapCause.CAPTURE, Payload.ofUtf8(text));
    }

    private void lost(LineSource source) {
        Optional<Long> count = LostEvents.count(source.text());
        if (count.isEmpty()) {
            unreadable(source, "expected [LOST n EVENTS]");
            return;
        }
        tally.understood("(lost)");
        Payload text = Payload.ofUtf8(Excerpt.of(source.text()));
        sink.eventsLost(host(source.number()), count.get(), GapCause.CAPTURE, text);
    }

    private void unreadable(LineSource source, String expected) {
        damaged(source, "found \"" + Excerpt.of(source.text()) + "\", " + expected);
    }

    private void damaged(LineSource source, String what) {
        String text = "line %d at byte %d: %s%s"
                .formatted(
                        source.number(), source.offset(), source.isTorn() ? "the file ends inside a line: " : "", what);
        tally.damaged(text);
        sink.captureDamaged(
                host(source.number()),
                source.isTorn() ? DamageKind.CUT : DamageKind.RECORD,
                source.offset(),
                source.to() - source.from(),
                Payload.ofUtf8(text));
    }

    /** The file ends here: what is still open was not answered. */
    void end(LineSource source) {
        windows.endAll();
        List<OpenCall> open = new ArrayList<>();
        for (ThreadState thread : threads.all()) {
            open.addAll(thread.calls());
        }
        open.sort(Comparator.comparingLong(call -> call.begin().line()));
        for (OpenCall call : open) {
            call.rule()
                    .action()
                    .tell(sink, call.unanswered(Envelope.UNANSWERED).stamp(numbering.witness()), call.values());
        }
        source.endDamage().ifPresent(why -> {
            tally.broken(why);
            sink.captureDamaged(host(source.number()), DamageKind.CONTAINER, source.end(), 0, Payload.ofUtf8(why));
        });
    }

    private Stamp host(long lineNumber) {
        return new Moment(Envelope.HOST, now, Envelope.NO_DURATION, lineNumber, Envelope.OK).stamp(numbering.witness());
    }
}
