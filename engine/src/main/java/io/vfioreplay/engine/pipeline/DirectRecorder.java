package io.vfioreplay.engine.pipeline;

import io.vfioreplay.engine.codec.EventEncoder;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.codec.PayloadTable;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.journal.BlockBody;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.PayloadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * A recorder without a ring, for a source that is one thread and can wait for the disk: its thread encodes, appends and pays for
 * everything. What was taken is in the journal after {@link #flush()}, when the next block begins, and at the end. One thread.
 */
public final class DirectRecorder implements FlatEventSink, AutoCloseable {

    private final JournalWriter writer;
    private final EventEncoder encoder = new EventEncoder();
    private final List<PayloadRef> payloads = new ArrayList<>();

    /** A recorder into a new journal, which belongs to it from now on. */
    public DirectRecorder(JournalWriter writer) {
        this.writer = writer;
    }

    /**
     * Takes one event. When this throws it was not taken, and may be tried again.
     *
     * @throws IllegalArgumentException when no such event can be, or its payload is longer than a journal can hold
     * @throws io.vfioreplay.journal.format.DiskFullException when the disk has no room
     */
    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        if (!encoder.hasRoom() || payloads.size() == PayloadTable.PAYLOADS_MAX) {
            flush(); // Before the event is taken: if the disk is full, the caller has it still.
        }
        if (payload.length() > EventFormat.INLINE_BYTES_MAX) {
            byte[] large = payload.toByteArray();
            PayloadRef stored = writer.putPayload(large, 0, large.length);
            encoder.add(envelope, kind, values, payload, payloads.size());
            payloads.add(stored);
        } else {
            encoder.add(envelope, kind, values, payload, EventEncoder.NOT_STORED);
        }
    }

    /** Appends the block so far, which makes its events survive this process. */
    public void flush() {
        if (encoder.count() == 0) {
            return;
        }
        if (payloads.isEmpty()) {
            writer.appendEvents(encoder.count(), encoder.bytes(), encoder.length());
        } else {
            BlockBody block = PayloadTable.withTable(encoder.bytes(), encoder.length(), payloads);
            writer.appendEvents(encoder.count(), block.bytes(), block.length());
            payloads.clear();
        }
        encoder.begin(encoder.bytes());
    }

    /** Returns when everything that was taken is on the disk. */
    public void sync() {
        flush();
        writer.sync();
    }

    /** Ends the journal in order, with what its last block is to say. */
    public void seal(SortedMap<String, String> totals) {
        flush();
        writer.seal(totals);
    }

    /** Lets go of the files. Without {@link #seal} the journal can be read, and says that it was not sealed. */
    @Override
    public void close() {
        try {
            flush();
        } finally {
            writer.close();
        }
    }
}
