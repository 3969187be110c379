package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.EventSink;

/** Sends and receives on the ports of a serial card, whose lines are looped back. */
final class MttyDriver implements GuestDriver {

    private static final int PORTS = 2;
    private static final int DATA = 0;
    private static final int IER = 1;
    private static final int FCR = 2;
    private static final int LCR = 3;
    private static final int LSR = 5;
    private static final int SCRATCH = 7;
    private static final int READY = 1;
    private static final int BYTE_VALUES = 256;

    private final Rig rig;

    MttyDriver(Rig rig) {
        this.rig = rig;
    }

    @Override
    public void step() {
        Randomness random = rig.host.random;
        int port = random.below(PORTS);
        switch (random.below(6)) {
            case 0 -> rig.write(port, LCR, 1, 3);
            case 1 -> rig.write(port, IER, 1, random.below(8));
            case 2 -> rig.write(port, FCR, 1, 1 | random.below(2) << 1);
            case 3, 4 -> rig.write(port, DATA, 1, random.below(BYTE_VALUES));
            default -> receive(port);
        }
    }

    private void receive(int port) {
        boolean isReady = (rig.read(port, LSR, 1, EventSink.CPU).littleEndian() & READY) != 0;
        if (isReady) {
            rig.read(port, DATA, 1, EventSink.CPU);
        }
    }

    @Override
    public void writeAndReadBack() {
        long before = rig.read(0, SCRATCH, 1, EventSink.CPU).littleEndian();
        rig.write(0, SCRATCH, 1, before ^ BYTE_VALUES - 1);
        rig.read(0, SCRATCH, 1, EventSink.CPU);
    }
}
