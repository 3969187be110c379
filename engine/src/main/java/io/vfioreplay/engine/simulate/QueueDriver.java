package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;

/** Keeps a ring of descriptors in the guest's memory and rings its doorbell. */
final class QueueDriver implements GuestDriver {

    private static final int REGISTERS = 0;
    private static final int CONTROL = 0x04;
    private static final int STATUS = 0x08;
    private static final int BASE_LOW = 0x0c;
    private static final int BASE_HIGH = 0x10;
    private static final int SIZE = 0x14;
    private static final int TAIL = 0x1c;
    private static final int INTERRUPT_STATUS = 0x20;
    private static final int INTERRUPT_MASK = 0x24;
    private static final int COMPLETED = 0x2c;
    private static final int WORD = 4;
    private static final int PLACES = 16;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int DATA_BYTES_MAX = 512;
    private static final int WRITES = 1;
    private static final int INTERRUPTS = 2;

    private final Rig rig;

    QueueDriver(Rig rig) {
        this.rig = rig;
    }

    /** The ring of each device is a page of its own. */
    private long ring() {
        return GuestMemory.BASE + (long) rig.index * GuestMemory.PAGE_BYTES;
    }

    @Override
    public void step() {
        Randomness random = rig.host.random;
        enable();
        switch (random.below(5)) {
            case 0 -> rig.read(REGISTERS, STATUS, WORD, EventSink.CPU);
            case 1 -> rig.read(REGISTERS, COMPLETED, WORD, EventSink.CPU);
            case 2 -> rig.write(REGISTERS, INTERRUPT_STATUS, WORD, 3);
            default -> submit(random.below(WRITES + 1));
        }
        if (random.percent(50)) {
            rig.completeDma();
        }
    }

    private void enable() {
        if (rig.read(REGISTERS, SIZE, WORD, EventSink.CPU).littleEndian() == 0) {
            rig.write(REGISTERS, BASE_LOW, WORD, ring());
            rig.write(REGISTERS, BASE_HIGH, WORD, ring() >>> Integer.SIZE);
            rig.write(REGISTERS, SIZE, WORD, PLACES);
            rig.write(REGISTERS, CONTROL, WORD, 1);
        }
    }

    private void submit(int direction) {
        Randomness random = rig.host.random;
        long tail = rig.read(REGISTERS, TAIL, WORD, EventSink.CPU).littleEndian();
        long data =
                GuestMemory.BASE + (long) GuestMemory.BYTES / 2 + random.below(GuestMemory.BYTES / 2 - DATA_BYTES_MAX);
        long lengthAndFlags = 1 + random.below(DATA_BYTES_MAX) | (long) (direction | INTERRUPTS) << Integer.SIZE;
        rig.host.memory.write(ring() + tail * DESCRIPTOR_BYTES, Payload.ofLittleEndian(data, Long.BYTES));
        rig.host.memory.write(
                ring() + tail * DESCRIPTOR_BYTES + Long.BYTES, Payload.ofLittleEndian(lengthAndFlags, Long.BYTES));
        rig.write(REGISTERS, TAIL, WORD, (tail + 1) % PLACES);
    }

    @Override
    public void letWrite() {
        enable();
        rig.completeDma();
        submit(WRITES);
        rig.completeDma();
    }

    @Override
    public void writeAndReadBack() {
        long before = rig.read(REGISTERS, INTERRUPT_MASK, WORD, EventSink.CPU).littleEndian();
        rig.write(REGISTERS, INTERRUPT_MASK, WORD, before ^ 1);
        rig.read(REGISTERS, INTERRUPT_MASK, WORD, EventSink.CPU);
    }
}
