package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import io.vfioreplay.engine.codec.PayloadTable;
import io.vfioreplay.engine.pipeline.RecorderOptions.Overload;
import io.vfioreplay.journal.BlockBody;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.DiskFullException;
import io.vfioreplay.journal.format.PayloadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;

/** The last stage: appends blocks to the journal. The only thread that appends. */
final class JournalStage implements EventHandler<BlockSlot> {

    private static final long DISK_FULL_NANOS = 10_000_000;

    private final JournalWriter writer;
    private final Overload overload;
    private final PayloadBudget payloads;
    private final Ending ending;
    private volatile long publishedPosition = -1;
    private final Object appending = new Object();
    private boolean stopped; // Whoever holds appending.
    private volatile boolean failed;

    /** What a recorder does at its end. */
    interface Ending {
        /** Whether no more events will come. Any thread. */
        boolean isNear();

        /** Called on this stage's thread when all events are in the journal. */
        void seal();
    }

    /**
     * A stage.
     *
     * @param payloads gets back the room of large payloads that were stored
     */
    JournalStage(JournalWriter writer, Overload overload, PayloadBudget payloads, Ending ending) {
        this.writer = writer;
        this.overload = overload;
        this.payloads = payloads;
        this.ending = ending;
    }

    @Override
    public void onEvent(BlockSlot slot, long sequence, boolean endOfBatch) {
        try {
            if (slot.count() > 0) {
                append(slot);
            }
            if (slot.isEnd()) {
                ending.seal();
            }
        } catch (RuntimeException | Error failure) {
            failed = true;
            throw failure;
        }
    }

    /** Returns when no block is appended any more, whatever comes: {@link #publishedPosition()} is the last one. Any thread. */
    void stop() {
        synchronized (appending) {
            stopped = true;
        }
    }

    /** Whether this stage itself has failed. */
    boolean hasFailed() {
        return failed;
    }

    /** The last position that is in the journal, -1 before the first. */
    long publishedPosition() {
        return publishedPosition;
    }

    private void append(BlockSlot slot) {
        synchronized (appending) {
            if (stopped) {
                throw new IllegalStateException("the journal was stopped at position " + slot.firstPosition());
            }
            while (!tryAppend(slot)) {
                LockSupport.parkNanos(DISK_FULL_NANOS);
            }
            releasePayloads(slot);
            while (!slot.records.isEmpty()) {
                appendRecord(slot.records.remove(0));
            }
        }
    }

    /** Lets payloads go before their room is given back: a slot may lie unused for long. */
    private void releasePayloads(BlockSlot slot) {
        long length = 0;
        for (int i = 0; i < slot.payloads.size(); i++) { // By index: an iterator would be all that is made for a block.
            length += slot.payloads.get(i).length;
        }
        slot.payloads.clear();
        payloads.giveBack(length);
    }

    private void appendRecord(SortedMap<String, String> record) {
        while (true) {
            try {
                writer.appendRecord(record);
                return;
            } catch (DiskFullException full) {
                throwUnlessWaiting(full);
                LockSupport.parkNanos(DISK_FULL_NANOS);
            }
        }
    }

    private void throwUnlessWaiting(DiskFullException full) {
        if (overload == Overload.BLOCK || ending.isNear()) {
            throw full;
        }
    }

    /** False when the disk is full and it is worth trying again. */
    private boolean tryAppend(BlockSlot slot) {
        try {
            if (slot.payloads.isEmpty()) {
                appendEvents(slot, slot.bytes, slot.length());
            } else {
                BlockBody block = PayloadTable.withTable(slot.bytes, slot.length(), storePayloads(slot.payloads));
                appendEvents(slot, block.bytes(), block.length());
            }
            return true;
        } catch (DiskFullException full) {
            throwUnlessWaiting(full);
            return false;
        }
    }

    private List<PayloadRef> storePayloads(List<byte[]> payloads) {
        List<PayloadRef> stored = new ArrayList<>(payloads.size());
        for (byte[] payload : payloads) {
            stored.add(writer.putPayload(payload, 0, payload.length));
        }
        return stored;
    }

    private void appendEvents(BlockSlot slot, byte[] block, int length) {
        long first = writer.appendEvents(slot.count(), block, length);
        if (first != slot.firstPosition()) {
            throw new IllegalStateException(
                    "position %d went to the journal as %d".formatted(slot.firstPosition(), first));
        }
        publishedPosition = slot.nextPosition() - 1;
    }
}
