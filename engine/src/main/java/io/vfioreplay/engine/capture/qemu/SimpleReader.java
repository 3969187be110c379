package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.DamageKind;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;

/**
 * Accounts for each record of a binary trace: events go to the {@link Interpreter}, what cannot be understood is reported as
 * damage. One thread.
 */
final class SimpleReader {

    /** ours: the number of the only thread; the trace tells none, and what one process wrote is of one VM. */
    private static final long PROCESS = 0;

    private static final String MAPPING = "(mapping)";
    private static final String LOST = "(dropped)";

    private final Output out;
    private final Interpreter interpreter;
    private final SimpleTrace trace;
    private final SimpleRecords records;

    SimpleReader(Output out, Interpreter interpreter, SimpleTrace trace) {
        this.out = out;
        this.interpreter = interpreter;
        this.trace = trace;
        this.records = trace.records();
    }

    /** What the capture as a whole is like. */
    void begin(Scouted scouted) {
        at();
        if (scouted.isVfio()) {
            out.sink().markerPlaced(out.stamp(Envelope.HOST), Payload.ofUtf8(scouted.evidence()));
        }
    }

    /** The next record; false at the end. */
    boolean read() {
        if (!records.next()) {
            return false;
        }
        at();
        switch (records.kind()) {
            case MAPPING -> mapping();
            case EVENT -> event();
            case LOST -> lost();
            case DAMAGED ->
                damaged(DamageKind.RECORD, records.found() + "; expected a record that another one follows");
            case CUT -> damaged(DamageKind.CUT, "the file ends inside a record: " + records.found());
        }
        return true;
    }

    /** The file is over. */
    void end() {
        interpreter.end();
        trace.bytes().endDamage().ifPresent(why -> {
            out.tally().broken(why);
            Payload text = Payload.ofUtf8(why);
            out.sink()
                    .captureDamaged(
                            out.stamp(Envelope.HOST),
                            DamageKind.CONTAINER,
                            trace.bytes().offset(),
                            0,
                            text);
        });
    }

    private void at() {
        out.at(0, records.number(), records.timeNanos(), PROCESS);
    }

    private void mapping() {
        if (trace.learn()) {
            out.tally().understood(MAPPING);
        } else {
            damaged(DamageKind.RECORD, "another name for event 0x%x; expected one".formatted(records.id()));
        }
    }

    private void event() {
        QemuEvent event = trace.event();
        if (event != null) {
            known(event);
        } else if (trace.isNamed()) {
            out.tally().irrelevant(trace.name());
        } else {
            damaged(DamageKind.RECORD, "event 0x%x; expected one that has a name".formatted(records.id()));
        }
    }

    private void known(QemuEvent event) {
        int variant = trace.variant(event);
        if (variant == RecordForms.NONE) {
            String found = "%s with %d bytes of arguments".formatted(event.label(), records.to() - records.from());
            damaged(DamageKind.RECORD, found + "; expected those of one of its forms");
        } else {
            interpreter.event(event, variant, trace.args());
            out.tally().understood(event.label());
        }
    }

    private void lost() {
        if (records.to() - records.from() != Long.BYTES) {
            damaged(DamageKind.RECORD, "a number of lost events that is none");
            return;
        }
        long count = trace.bytes().u64(records.from());
        Payload text = Payload.ofUtf8("QEMU's trace buffer ran over");
        out.sink().eventsLost(out.stamp(Envelope.HOST), count < 0 ? -1 : count, GapCause.CAPTURE, text);
        out.tally().understood(LOST);
    }

    private void damaged(DamageKind kind, String what) {
        String text = "record %d, byte %d: %s".formatted(records.number(), records.offset(), what);
        out.tally().damaged(text);
        out.sink()
                .captureDamaged(
                        out.stamp(Envelope.HOST), kind, records.offset(), records.length(), Payload.ofUtf8(text));
    }
}
