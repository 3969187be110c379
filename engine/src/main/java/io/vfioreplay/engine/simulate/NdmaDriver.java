package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;

/** Fills the memory of a DMA device, rings its doorbells, and lets it talk to its peers. */
final class NdmaDriver implements GuestDriver {

    private static final int REGISTERS = 0;
    private static final int MEMORY = 2;
    private static final int MEMORY_BYTES = 65536;
    private static final int CONTROL = 0x04;
    private static final int INTERRUPT_STATUS = 0x0c;
    private static final int QUEUE = 0x100;
    private static final int QUEUE_BYTES = 0x20;
    private static final int QUEUES = 4;
    private static final int ADDRESS_HIGH = 4;
    private static final int LENGTH = 8;
    private static final int OFFSET = 12;
    private static final int TARGET = 16;
    private static final int DOORBELL = 20;
    private static final int COMPLETED = 24;
    private static final int ALL_QUEUES = 15;
    private static final int WORD = 4;
    private static final int DMA_BYTES_MAX = 512;
    private static final int TO_TARGET = 1;

    private final Rig rig;
    private boolean isEnabled;

    NdmaDriver(Rig rig) {
        this.rig = rig;
    }

    @Override
    public void step() {
        enable();
        Randomness random = rig.host.random;
        int place = random.below(MEMORY_BYTES / Long.BYTES) * Long.BYTES;
        switch (random.below(6)) {
            case 0 -> rig.write(MEMORY, place, Payload.of(random.bytes(Long.BYTES)), EventSink.CPU);
            case 1 -> rig.read(MEMORY, place, Long.BYTES, EventSink.CPU);
            case 2, 3 -> ring(random.below(QUEUES), target(), random.below(2));
            case 4 -> rig.read(REGISTERS, queue(random.below(QUEUES)) + COMPLETED, WORD, EventSink.CPU);
            default -> rig.write(REGISTERS, INTERRUPT_STATUS, WORD, ALL_QUEUES);
        }
        if (random.percent(50)) {
            rig.completeDma();
        }
    }

    /** Said more than once without harm: the driver of the destination does not know what that of the source did. */
    private void enable() {
        if (!isEnabled) {
            isEnabled = true;
            rig.write(REGISTERS, CONTROL, WORD, 1);
        }
    }

    private int target() {
        int target = rig.host.random.below(rig.host.rigs.size());
        boolean isPeer = target != rig.index
                && rig.host.scenario.guest().peers()
                && rig.host.rigs.get(target).plan.kind() == DeviceKind.NDMA;
        return isPeer ? target : EventSink.RAM;
    }

    private void ring(int queue, int target, int direction) {
        Randomness random = rig.host.random;
        int length = 1 + random.below(DMA_BYTES_MAX);
        boolean isRam = target == EventSink.RAM;
        long base = isRam ? GuestMemory.BASE : Rig.peerBase(target);
        int room = isRam ? GuestMemory.BYTES : MEMORY_BYTES;
        long address = base + random.below(room - DMA_BYTES_MAX);
        long at = queue(queue);
        rig.write(REGISTERS, at, WORD, address);
        rig.write(REGISTERS, at + ADDRESS_HIGH, WORD, address >>> Integer.SIZE);
        rig.write(REGISTERS, at + LENGTH, WORD, length);
        rig.write(REGISTERS, at + OFFSET, WORD, random.below(MEMORY_BYTES - DMA_BYTES_MAX));
        rig.write(REGISTERS, at + TARGET, WORD, target);
        rig.write(REGISTERS, at + DOORBELL, WORD, direction);
    }

    private static long queue(int index) {
        return QUEUE + (long) index * QUEUE_BYTES;
    }

    @Override
    public void letWrite() {
        enable();
        rig.completeDma();
        ring(0, EventSink.RAM, TO_TARGET);
        rig.completeDma();
    }

    @Override
    public void writeAndReadBack() {
        long before = rig.read(MEMORY, 0, Long.BYTES, EventSink.CPU).littleEndian();
        rig.write(MEMORY, 0, Long.BYTES, ~before);
        rig.read(MEMORY, 0, Long.BYTES, EventSink.CPU);
    }
}
