package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.EventHandler;
import io.vfioreplay.engine.codec.EventEncoder;
import io.vfioreplay.engine.pipeline.RecorderOptions.Batching;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.PayloadRef;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The last stage: encodes events into blocks and appends them. The only thread that touches the journal's writer. */
final class JournalStage implements EventHandler<EventSlot> {

    private static final int BLOCK_BYTES = 1 << 16;

    private final JournalWriter writer;
    private final Batching batching;
    private final PayloadBudget payloads;
    private final Runnable atEnd;
    private final EventEncoder encoder = new EventEncoder();
    private volatile long publishedPosition = -1;
    private volatile long durablePosition = -1;
    private volatile boolean failed;

    /**
     * A stage.
     *
     * @param payloads gets back the room of large payloads that were stored
     * @param atEnd run on this stage's thread when all events are in the journal
     */
    JournalStage(JournalWriter writer, Batching batching, PayloadBudget payloads, Runnable atEnd) {
        this.writer = writer;
        this.batching = batching;
        this.payloads = payloads;
        this.atEnd = atEnd;
    }

    @Override
    public void onEvent(EventSlot slot, long sequence, boolean endOfBatch) {
        try {
            take(slot, endOfBatch);
        } catch (RuntimeException | Error failure) {
            failed = true;
            throw failure;
        }
    }

    /** What was taken is journaled even when the model has failed meanwhile. */
    @Override
    public void onShutdown() {
        if (!failed) {
            flush();
        }
    }

    /** Whether this stage itself has failed. */
    boolean hasFailed() {
        return failed;
    }

    private void take(EventSlot slot, boolean endOfBatch) {
        EventKind kind = slot.kind();
        if (kind == null) {
            obey(slot.order());
            return;
        }
        encoder.add(slot, kind, slot.values, slot, slot.isLarge() ? store(slot) : null);
        SortedMap<String, String> record = slot.modelRecord();
        if (record != null || encoder.length() >= BLOCK_BYTES || (endOfBatch && batching == Batching.PROMPT)) {
            flush();
        }
        if (record != null) {
            writer.appendRecord(record);
        }
    }

    private void obey(EventSlot.Order order) {
        switch (order) {
            case PASS_OVER -> {}
            case SYNC -> {
                flush();
                writer.sync();
                durablePosition = publishedPosition;
            }
            case END -> {
                flush();
                atEnd.run();
                durablePosition = publishedPosition;
            }
        }
    }

    /** The last position that is on the disk, -1 before the first. */
    long durablePosition() {
        return durablePosition;
    }

    /** The last position that is in the journal, -1 before the first. */
    long publishedPosition() {
        return publishedPosition;
    }

    private @Nullable PayloadRef store(EventSlot slot) {
        PayloadRef ref = writer.putPayload(slot.largeBytes(), 0, slot.length());
        payloads.giveBack(slot.length());
        slot.release();
        return ref;
    }

    /** Appends the block so far, which makes its events survive this process. */
    void flush() {
        if (encoder.count() > 0) {
            long first = writer.appendEvents(encoder.count(), encoder.bytes(), encoder.length());
            publishedPosition = first + encoder.count() - 1;
            encoder.reset();
        }
    }
}
