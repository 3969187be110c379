package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.simulate.Rig.Taken;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import java.util.ArrayList;
import java.util.List;

/**
 * The source in v1: SAVING and RUNNING, NDMA on all devices that have it, the stop of the guest, SAVING alone, the stream until
 * pending_bytes is 0, nothing.
 *
 * <p>Source: UAPI of Linux 5.8, the steps of saving; reference flow of the documentation series.
 */
final class SaverV1 implements Saver {

    private static final int PENDING_BYTES = 8;
    private static final int DATA_OFFSET = 16;
    private static final int DATA_SIZE = 24;
    private static final int PRE_COPY = StateV1.SAVING | StateV1.RUNNING;
    private static final int SEGMENTS_PER_ROUND = 2;
    private static final int WORD = 4;

    private final Host host;
    private final DirtyTracking tracking;
    /** By device index. */
    private final List<List<Payload>> streams = new ArrayList<>();

    SaverV1(Host host, DirtyTracking tracking) {
        this.host = host;
        this.tracking = tracking;
    }

    @Override
    public boolean start() {
        streams.clear();
        boolean isFine = true;
        for (Rig rig : host.rigs) {
            streams.add(new ArrayList<>());
            isFine = isFine && (!host.scenario.hasPreCopy() || set(rig, PRE_COPY));
        }
        return isFine;
    }

    @Override
    public boolean read() {
        // Revision 2 throws away what was not read when the device stops.
        int segments = host.scenario.protocol() == Protocol.V1_RFC2 ? Integer.MAX_VALUE : SEGMENTS_PER_ROUND;
        for (Rig rig : host.rigs) {
            if (!segments(rig, segments)) {
                return false;
            }
        }
        return true;
    }

    /** Reads so many segments, or until there are none for now. */
    private boolean segments(Rig rig, int most) {
        for (int i = 0; i < most; i++) {
            if (host.has(Fault.NARROW_REGISTER_READ, rig)) {
                host.events.migrationRegisterRead(rig.ok(), PENDING_BYTES, WORD, 0);
            }
            Taken pending = rig.readRegister(PENDING_BYTES, Long.BYTES);
            if (pending.result() != Envelope.OK) {
                return false;
            }
            if (pending.data().littleEndian() == 0) {
                return true;
            }
            if (!segment(rig)) {
                return false;
            }
        }
        return true;
    }

    private boolean segment(Rig rig) {
        Taken offset = rig.readRegister(DATA_OFFSET, Long.BYTES);
        Taken size = rig.readRegister(DATA_SIZE, Long.BYTES);
        if (offset.result() != Envelope.OK || size.result() != Envelope.OK) {
            return false;
        }
        long at = offset.data().littleEndian();
        int length = (int) size.data().littleEndian();
        List<Payload> pieces = new ArrayList<>();
        for (int read = 0; read < length; ) {
            Taken taken =
                    rig.readWindow(at + read, Math.min(host.scenario.policy().chunkBytes(), length - read));
            if (taken.result() != Envelope.OK) {
                return false;
            }
            pieces.add(taken.data());
            read += taken.data().length();
        }
        if (length > 0) {
            streams.get(rig.index).add(Pieces.joined(pieces));
        }
        return true;
    }

    @Override
    public boolean stop() {
        if (host.scenario.isRfc() && !grace()) {
            return false;
        }
        host.stopVcpus();
        for (Rig rig : host.rigs) {
            if (!stop(rig)) {
                return false;
            }
        }
        tracking.readLast();
        host.touchStopped();
        return true;
    }

    /** All devices that can hold their DMA back do so, and wait for no page any more. */
    private boolean grace() {
        for (Rig rig : host.rigs) {
            boolean isOpen = host.scenario.guest().faultsPages() && rig.hasGrace();
            if (isOpen) {
                host.events.pageFaultBegan(rig.ok(), GuestMemory.BASE);
            }
            int quiet = StateV1.NDMA | (host.scenario.hasPreCopy() ? PRE_COPY : StateV1.RUNNING);
            boolean isSkipped = host.has(Fault.GRACE_SKIPPED, rig);
            if (rig.hasGrace() && !isSkipped && !set(rig, quiet)) {
                return false;
            }
            if (isOpen && !host.has(Fault.PAGE_FAULT_OPEN, rig)) {
                host.events.pageFaultEnded(rig.ok(), GuestMemory.BASE);
            }
        }
        return true;
    }

    private boolean stop(Rig rig) {
        boolean isDone = set(rig, StateV1.SAVING);
        if (!isDone && host.has(Fault.FAILURE_UNREAD, rig)) {
            return set(rig, StateV1.SAVING);
        }
        return isDone;
    }

    @Override
    public boolean drain() {
        for (Rig rig : host.rigs) {
            if (host.has(Fault.SAVE_LEFT_EARLY, rig)) {
                rig.readRegister(PENDING_BYTES, Long.BYTES);
            } else if (!segments(rig, Integer.MAX_VALUE)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean leave() {
        for (Rig rig : host.rigs) {
            if (!set(rig, 0)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void goBack() {
        for (Rig rig : host.rigs) {
            if (!rig.isDead && rig.set(StateV1.RUNNING) != Envelope.OK) {
                rig.state();
                rig.reset();
            }
        }
    }

    private static boolean set(Rig rig, int state) {
        return rig.set(state) == Envelope.OK;
    }

    @Override
    public List<Payload> stream(Rig rig) {
        return streams.get(rig.index);
    }
}
