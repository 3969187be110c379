package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;

/** Fills the memory of the sample server, which answers its first bytes whatever it is asked for. */
final class SampleDriver implements GuestDriver {

    static final int MEMORY = 1;
    static final int MEMORY_BYTES = 12288;
    private static final int PIECE_BYTES = 64;

    private final Rig rig;

    SampleDriver(Rig rig) {
        this.rig = rig;
    }

    @Override
    public void step() {
        Randomness random = rig.host.random;
        if (random.percent(60)) {
            long place = (long) random.below(MEMORY_BYTES / PIECE_BYTES) * PIECE_BYTES;
            rig.write(MEMORY, place, Payload.of(random.bytes(PIECE_BYTES)), EventSink.CPU);
        } else {
            rig.read(MEMORY, 0, PIECE_BYTES, EventSink.CPU);
        }
    }

    @Override
    public void writeAndReadBack() {
        long before = rig.read(MEMORY, 0, Long.BYTES, EventSink.CPU).littleEndian();
        rig.write(MEMORY, 0, Long.BYTES, ~before);
        rig.read(MEMORY, 0, Long.BYTES, EventSink.CPU);
    }
}
