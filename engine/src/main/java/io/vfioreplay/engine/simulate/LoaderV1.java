package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import java.util.List;

/**
 * The destination in v1: RESUMING, the segments as they were read, RUNNING with NDMA on all devices that have it, then without.
 *
 * <p>Source: UAPI of Linux 5.8, the steps of resuming; reference flow of the documentation series.
 */
final class LoaderV1 implements Loader {

    private static final int DATA_OFFSET = 16;
    private static final int DATA_SIZE = 24;

    private final Host host;

    LoaderV1(Host host) {
        this.host = host;
    }

    @Override
    public boolean start() {
        for (Rig rig : host.rigs) {
            if (host.scenario.protocol() == Protocol.V1_RFC2) {
                rig.reset();
            }
            if (rig.set(StateV1.RESUMING) != Envelope.OK) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean load(Rig rig, List<Payload> pieces) {
        for (int i = 0; i < pieces.size(); i++) {
            rig.isLastPiece = i == pieces.size() - 1;
            if (rig.isLastPiece && host.has(Fault.RESUMING_LEFT_EARLY, rig)) {
                break;
            }
            boolean isTaken = segment(rig, pieces.get(i));
            if (!isTaken && !host.has(Fault.REFUSED_AND_COMMITTED, rig)) {
                return false;
            }
        }
        return true;
    }

    private boolean segment(Rig rig, Payload segment) {
        boolean isLast = rig.isLastPiece;
        rig.isLastPiece = false;
        Rig.Taken offset = rig.readRegister(DATA_OFFSET, Long.BYTES);
        if (offset.result() != Envelope.OK) {
            return false;
        }
        long at = offset.data().littleEndian();
        int chunk = host.scenario.policy().chunkBytes();
        int written = 0;
        for (Payload piece : Pieces.cut(segment, chunk)) {
            if (rig.writeWindow(at + written, piece) != Envelope.OK) {
                return false;
            }
            written += piece.length();
        }
        rig.isLastPiece = isLast;
        return rig.writeRegister(DATA_SIZE, Long.BYTES, segment.length()) == Envelope.OK;
    }

    @Override
    public boolean run() {
        for (Rig rig : host.rigs) {
            if (rig.hasGrace() && rig.set(StateV1.NDMA | StateV1.RUNNING) != Envelope.OK) {
                return false;
            }
        }
        for (Rig rig : host.rigs) {
            if (rig.set(StateV1.RUNNING) != Envelope.OK) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean giveUp() {
        return host.giveUpLoading(StateV1.RUNNING);
    }
}
