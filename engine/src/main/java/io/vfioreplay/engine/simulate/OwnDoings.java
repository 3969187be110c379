package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Effects;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a device does by itself: DMA that is begun, carried out and ended, and interrupts. A model tells of them within a call;
 * they are recorded behind the answer to that call.
 */
final class OwnDoings implements Effects {

    private static final int DMA_AT_ONCE_MAX = 64;
    private static final int EFAULT = 14;
    private static final int PEER_REGION = 2;

    private final Rig rig;
    private final Deque<Runnable> untold = new ArrayDeque<>();
    private final Deque<Dma> underWay = new ArrayDeque<>();

    /** Pages of the guest's memory that the device wrote since its own log last told. */
    long dirtyPages;

    OwnDoings(Rig rig) {
        this.rig = rig;
    }

    private record Dma(long id, int target, DmaDirection direction, long address, int length) {}

    @Override
    public void dmaIssued(long id, int target, DmaDirection direction, long address, long length) {
        untold.add(() -> {
            rig.host.events.dmaIssued(rig.ok(), id, target, direction, address, length);
            underWay.add(new Dma(id, target, direction, address, (int) length));
        });
    }

    @Override
    public void interruptRaised(int index, int vector) {
        untold.add(() -> rig.host.events.interruptRaised(rig.ok(), index, vector));
    }

    /** Records what the device did within the last call. */
    void tell() {
        while (!untold.isEmpty()) {
            untold.remove().run();
        }
    }

    /** A device that was made quiet has given up what it had begun. */
    void stateChanged(boolean mayDma) {
        if (!mayDma) {
            underWay.clear();
        }
        tell();
    }

    void forget() {
        untold.clear();
        underWay.clear();
    }

    /** Ends what is under way, and what follows from that. */
    void complete() {
        for (int i = 0; i < DMA_AT_ONCE_MAX && !underWay.isEmpty(); i++) {
            Dma dma = underWay.remove();
            boolean isRam = dma.target == EventSink.RAM;
            if (isRam ? GuestMemory.holds(dma.address, dma.length) : isPeer(dma)) {
                end(dma, Envelope.OK, isRam ? moveRam(dma) : movePeer(dma));
            } else {
                end(dma, EFAULT, Payload.empty());
            }
        }
    }

    private boolean isPeer(Dma dma) {
        return dma.target >= 0 && dma.target < rig.host.rigs.size();
    }

    private void end(Dma dma, int result, Payload data) {
        rig.host.events.dmaCompleted(
                rig.stamp(result), dma.id, dma.target, dma.direction, dma.address, dma.length, data);
        boolean isRead = dma.direction == DmaDirection.READ;
        rig.device.dmaCompleted(dma.id, result == Envelope.OK, isRead ? data : Payload.empty());
        tell();
    }

    private Payload moveRam(Dma dma) {
        GuestMemory memory = rig.host.memory;
        if (dma.direction == DmaDirection.READ) {
            return memory.read(dma.address, dma.length);
        }
        Payload data = Payload.of(rig.host.random.bytes(dma.length));
        memory.write(dma.address, data);
        dirty(dma.address, dma.length);
        return data;
    }

    /** The device has written there. */
    void dirty(long address, int length) {
        dirtyPages |= GuestMemory.pages(address, length);
        rig.host.dirtyPages |= GuestMemory.pages(address, length);
    }

    private Payload movePeer(Dma dma) {
        Rig peer = rig.host.rigs.get(dma.target);
        long offset = dma.address - Rig.peerBase(dma.target);
        if (dma.direction == DmaDirection.READ) {
            return peer.read(PEER_REGION, offset, dma.length, rig.index);
        }
        Payload data = Payload.of(rig.host.random.bytes(dma.length));
        peer.write(PEER_REGION, offset, data, rig.index);
        return data;
    }
}
