package io.vfioreplay.hardware.model.queue;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Effects;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;

/**
 * The DMA of the queue, one at a time: a descriptor is fetched, then its data is moved. Giving up returns to the descriptor,
 * which is still the next one of the ring, so that nothing of a DMA under way has to migrate. One thread at a time.
 */
final class QueueDma {

    private static final long NONE = 0;

    private final Effects effects;
    private long nextId = 1;
    /** The DMA under way, or {@link #NONE}. */
    private long outstanding = NONE;
    /** Whether the descriptor was fetched and its data is next. */
    private boolean isFetched;

    private Descriptor descriptor = Descriptor.NONE;

    QueueDma(Effects effects) {
        this.effects = effects;
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return outstanding == NONE;
    }

    /** Whether this DMA is the one under way. */
    boolean isUnderWay(long id) {
        return id == outstanding && outstanding != NONE;
    }

    /** Whether a descriptor was fetched. */
    boolean isFetched() {
        return isFetched;
    }

    /** The descriptor that was fetched. */
    Descriptor descriptor() {
        return descriptor;
    }

    /** Whatever is under way will be done again from its descriptor on; its end means nothing any more. */
    void giveUp() {
        outstanding = NONE;
        isFetched = false;
        descriptor = Descriptor.NONE;
    }

    /** Fetches the descriptor at this address, or moves the data of the one that was fetched. */
    void issue(long descriptorAddress) {
        outstanding = nextId++;
        if (isFetched) {
            effects.dmaIssued(
                    outstanding, EventSink.RAM, descriptor.direction(), descriptor.address(), descriptor.length());
        } else {
            effects.dmaIssued(outstanding, EventSink.RAM, DmaDirection.READ, descriptorAddress, Descriptor.BYTES);
        }
    }

    /** The descriptor is there; its data is next. */
    void fetched(Payload bytes) {
        outstanding = NONE;
        isFetched = true;
        descriptor = Descriptor.of(bytes);
    }

    void writeTo(SnapshotWriter out) {
        out.putLong(nextId).putLong(outstanding).putBoolean(isFetched);
        out.putLong(descriptor.address()).putInt(descriptor.length()).putInt(descriptor.flags());
    }

    /**
     * What was written into a snapshot.
     *
     * @throws IllegalArgumentException when there is something else
     */
    static QueueDma readFrom(SnapshotReader in, Effects effects) {
        QueueDma read = new QueueDma(effects);
        read.nextId = in.longValue();
        read.outstanding = in.longValue();
        read.isFetched = in.booleanValue();
        read.descriptor = new Descriptor(in.longValue(), in.intValue(), in.intValue());
        if (read.nextId <= 0) {
            throw new IllegalArgumentException("a DMA with the number " + read.nextId);
        }
        if (read.isFetched && !read.descriptor.isValid()) {
            throw new IllegalArgumentException("a descriptor that is never carried out");
        }
        return read;
    }

    void describe(StateTree.Builder tree, String prefix) {
        if (outstanding != NONE) {
            tree.put(prefix + "underWay", outstanding);
        }
        if (isFetched) {
            tree.put(prefix + "address", "0x" + Long.toHexString(descriptor.address()));
            tree.put(prefix + "length", descriptor.length());
            tree.put(prefix + "direction", descriptor.direction().name());
        }
    }
}
