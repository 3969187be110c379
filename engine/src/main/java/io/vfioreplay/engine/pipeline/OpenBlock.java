package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import io.vfioreplay.engine.codec.EventEncoder;
import io.vfioreplay.engine.codec.PayloadTable;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import org.jspecify.annotations.Nullable;

/**
 * The block that events are being added to: a slot of the ring that is claimed and not yet published. All methods are called by
 * whoever holds the recorder's {@link Gate}.
 */
final class OpenBlock {

    private final RingBuffer<BlockSlot> ring;
    private final EventEncoder encoder = new EventEncoder();
    private @Nullable BlockSlot slot;
    private long sequence; // Of the slot.
    private long nextPosition;

    OpenBlock(RingBuffer<BlockSlot> ring) {
        this.ring = ring;
    }

    /** The position of the event that is added next. */
    long nextPosition() {
        return nextPosition;
    }

    /** Whether there is a block with room for one more event; otherwise {@link #tryOpen} may give one. */
    boolean isReady() {
        return slot != null;
    }

    /** Opens a block unless the ring is full; false then. */
    boolean tryOpen() {
        try {
            sequence = ring.tryNext();
        } catch (InsufficientCapacityException full) {
            return false;
        }
        BlockSlot opened = ring.get(sequence);
        opened.begin(nextPosition);
        encoder.begin(opened.bytes);
        slot = opened;
        return true;
    }

    /**
     * Adds an event, and publishes the block when it is full. The block {@link #isReady}.
     *
     * @param large a copy of the payload where that is to be stored apart
     * @throws IllegalArgumentException when no such event can be; nothing has changed
     */
    void add(Envelope envelope, EventKind kind, long[] values, Payload payload, byte @Nullable [] large) {
        BlockSlot open = slot();
        if (large == null) {
            encoder.add(envelope, kind, values, payload, EventEncoder.NOT_STORED);
        } else {
            encoder.add(envelope, kind, values, payload, open.payloads.size());
            open.payloads.add(large);
        }
        nextPosition++;
        if (!encoder.hasRoom() || (large != null && open.payloads.size() == PayloadTable.PAYLOADS_MAX)) {
            publish();
        }
    }

    /** Hands what was added to the stages, if there is anything. */
    void publish() {
        if (slot != null && encoder.count() > 0) {
            slot.finish(encoder.length(), encoder.count());
            release();
        }
    }

    /** Hands the end of the recording to the stages; the block {@link #isReady} and has no event. */
    void publishEnd() {
        slot().finishAsEnd();
        release();
    }

    private void release() {
        slot = null;
        ring.publish(sequence);
    }

    private BlockSlot slot() {
        BlockSlot open = slot;
        if (open == null) {
            throw new IllegalStateException("no block is open");
        }
        return open;
    }
}
