package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.Capture.Numbering;
import io.vfioreplay.engine.capture.RecordTally;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.Unflattener;
import java.util.List;

/** Where events go, and where the reading of QEMU's files is: each event is stamped with the record that is read. One thread. */
final class Output {

    private final Numbering numbering;
    private final List<RecordTally> tallies;
    private final EventSink sink;
    private int file;
    private long record;
    private long timeNanos = Envelope.NO_TIME;
    private long thread = LogLine.NO_THREAD;

    /**
     * An output.
     *
     * @param tallies one for each file, in the order of the witnesses
     */
    Output(EventSink target, Numbering numbering, List<RecordTally> tallies) {
        this.numbering = numbering;
        this.tallies = tallies;
        Unflattener next = new Unflattener(target);
        this.sink = new Flattener((envelope, kind, values, payload) -> {
            tallies.get(envelope.witness() - numbering.witness()).event();
            next.accept(envelope, kind, values, payload);
        });
    }

    /** A record of the file of this index is read now. */
    void at(int newFile, long newRecord, long newTimeNanos, long newThread) {
        file = newFile;
        record = newRecord;
        timeNanos = newTimeNanos;
        thread = newThread;
    }

    /** Takes events. */
    EventSink sink() {
        return sink;
    }

    /** The thread of the record that is read, or {@link LogLine#NO_THREAD}. */
    long thread() {
        return thread;
    }

    /** The time of the record that is read, or {@link Envelope#NO_TIME}. */
    long timeNanos() {
        return timeNanos;
    }

    /** The tally of the file that is read. */
    RecordTally tally() {
        return tallies.get(file);
    }

    /** The index in the journal of the n-th device of this capture. */
    int deviceIndex(int ordinal) {
        return numbering.firstDevice() + ordinal;
    }

    /** An event that took effect. */
    Stamp stamp(int device) {
        return stamp(device, Envelope.OK);
    }

    /** An event with this result. */
    Stamp stamp(int device, int result) {
        return new Stamp(
                Envelope.NO_POSITION,
                timeNanos,
                Envelope.NO_DURATION,
                device,
                numbering.witness() + file,
                record,
                result);
    }

    /** An event whose request was made at {@code since}. */
    Stamp stampSince(int device, int result, long since) {
        Stamp now = stamp(device, result);
        boolean timed = since != Envelope.NO_TIME && timeNanos != Envelope.NO_TIME && since <= timeNanos;
        return timed
                ? new Stamp(now.position(), now.timeNanos(), timeNanos - since, device, now.witness(), record, result)
                : now;
    }
}
