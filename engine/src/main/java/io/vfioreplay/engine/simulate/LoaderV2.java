package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.List;

/** The destination in v2: RESUMING, the stream in any pieces, the P2P state of all devices, then RUNNING. */
final class LoaderV2 implements Loader {

    private static final int SHORTER_BY = 8;
    private static final int PROBE_BYTES = 4096;

    private final Host host;

    LoaderV2(Host host) {
        this.host = host;
    }

    @Override
    public boolean start() {
        boolean isFine = true;
        for (Rig rig : host.rigs) {
            isFine = isFine && rig.set(StateV2.RESUMING.number()) == Envelope.OK;
        }
        return isFine;
    }

    @Override
    public boolean load(Rig rig, List<Payload> pieces) {
        List<Payload> cut = host.scenario.policy().recuts()
                ? Pieces.cut(
                        Pieces.joined(pieces),
                        1 + host.random.below(2 * host.scenario.policy().chunkBytes()))
                : pieces;
        if (host.has(Fault.REFUSED_AND_COMMITTED, rig)) {
            cut = Pieces.atLeast(cut, 2);
        }
        for (int i = 0; i < cut.size(); i++) {
            Payload piece = cut.get(i);
            rig.isLastPiece = i == cut.size() - 1;
            if (rig.isLastPiece && host.has(Fault.RESUMING_LEFT_EARLY, rig)) {
                break;
            }
            boolean isShort = rig.isLastPiece && host.has(Fault.MESSAGE_SHORT, rig);
            int carried = isShort ? Math.max(1, piece.length() - SHORTER_BY) : piece.length();
            int declared = isShort ? Math.max(piece.length(), 2) : piece.length();
            int result = rig.writeData(Payload.of(piece.toByteArray(), 0, carried), declared);
            if (result != Envelope.OK && !host.has(Fault.REFUSED_AND_COMMITTED, rig)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean run() {
        for (Rig rig : host.rigs) {
            if (host.scenario.has(Fault.LOAD_ALTERED) || host.scenario.has(Fault.SAVE_ALTERED)) {
                if (rig.set(StateV2.STOP.number()) != Envelope.OK) {
                    return false;
                }
                rig.read(SampleDriver.MEMORY, 0, PROBE_BYTES, EventSink.CPU);
            }
            if (rig.hasGrace() && rig.set(StateV2.RUNNING_P2P.number()) != Envelope.OK) {
                return false;
            }
        }
        for (Rig rig : host.rigs) {
            if (rig.set(StateV2.RUNNING.number()) != Envelope.OK) {
                return false;
            }
            rig.closeFd();
        }
        return true;
    }

    @Override
    public boolean giveUp() {
        return host.giveUpLoading(StateV2.RUNNING.number());
    }
}
