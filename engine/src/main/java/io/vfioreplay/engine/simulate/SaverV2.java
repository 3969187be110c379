package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.simulate.Rig.Taken;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayList;
import java.util.List;

/**
 * The source in v2: PRE_COPY where it is offered, the P2P states of all devices before the first one stops, STOP_COPY, the
 * stream to its end, STOP.
 *
 * <p>Source: the order of calls of QEMU 10.2.
 */
final class SaverV2 implements Saver {

    private static final int READS_PER_ROUND = 6;

    private final Host host;
    private final DirtyTracking tracking;
    /** By device index. */
    private final List<List<Payload>> preCopied = new ArrayList<>();

    /** By device index. */
    private final List<List<Payload>> streams = new ArrayList<>();

    SaverV2(Host host, DirtyTracking tracking) {
        this.host = host;
        this.tracking = tracking;
    }

    private boolean preCopies(Rig rig) {
        return rig.plan.hasPreCopy() && host.scenario.hasPreCopy();
    }

    @Override
    public boolean start() {
        streams.clear();
        preCopied.clear();
        boolean isFine = true;
        for (Rig rig : host.rigs) {
            streams.add(new ArrayList<>());
            preCopied.add(new ArrayList<>());
            isFine = isFine && (!preCopies(rig) || set(rig, StateV2.PRE_COPY));
        }
        return isFine;
    }

    @Override
    public boolean read() {
        for (Rig rig : host.rigs) {
            if (!preCopies(rig)) {
                continue;
            }
            rig.readPrecopyInfo();
            for (int i = 0; i < READS_PER_ROUND; i++) {
                Taken taken = rig.readData(host.scenario.policy().chunkBytes());
                if (taken.result() != Envelope.OK && taken.result() != Errno.ENOMSG) {
                    return false;
                }
                if (taken.data().length() == 0) {
                    break;
                }
                preCopied.get(rig.index).add(taken.data());
            }
        }
        return true;
    }

    @Override
    public boolean stop() {
        host.stopVcpus();
        for (Rig rig : host.rigs) {
            if (host.has(Fault.GRACE_SKIPPED, rig) && !stop(rig)) {
                return false;
            }
        }
        for (Rig rig : host.rigs) {
            if (!enterGrace(rig)) {
                return false;
            }
        }
        for (Rig rig : host.rigs) {
            if (!stop(rig)) {
                return false;
            }
        }
        tracking.readLast();
        host.touchStopped();
        return true;
    }

    private boolean enterGrace(Rig rig) {
        if (host.has(Fault.UNOFFERED_STATE_ACCEPTED, rig)) {
            rig.set(StateV2.RUNNING_P2P.number());
        }
        boolean isAsked = rig.plan.hasP2p() && !host.has(Fault.GRACE_SKIPPED, rig);
        return !isAsked || set(rig, preCopies(rig) ? StateV2.PRE_COPY_P2P : StateV2.RUNNING_P2P);
    }

    private boolean stop(Rig rig) {
        int result = rig.set(StateV2.STOP_COPY.number());
        if (result != Envelope.OK && host.has(Fault.STALE_DATA_FD, rig)) {
            Taken taken = rig.readData(host.scenario.policy().chunkBytes());
            preCopied.get(rig.index).add(taken.data());
            result = rig.set(StateV2.STOP_COPY.number());
        }
        return result == Envelope.OK;
    }

    @Override
    public boolean drain() {
        for (Rig rig : host.rigs) {
            if (host.has(Fault.WRONG_STATE_ORDER, rig)) {
                rig.set(StateV2.PRE_COPY.number());
            }
            boolean isLeftEarly = host.has(Fault.SAVE_LEFT_EARLY, rig);
            if (!drain(rig, isLeftEarly)) {
                return false;
            }
        }
        return true;
    }

    private boolean drain(Rig rig, boolean isLeftEarly) {
        int chunk = isLeftEarly ? 1 : host.scenario.policy().chunkBytes();
        boolean isOver = false;
        while (!isOver) {
            Taken taken = rig.readData(chunk);
            if (taken.result() == Errno.ENOMSG) {
                continue;
            }
            if (taken.result() != Envelope.OK) {
                return false;
            }
            isOver = taken.data().length() == 0 || isLeftEarly;
            if (taken.data().length() > 0) {
                streams.get(rig.index).add(taken.data());
            }
        }
        if (host.has(Fault.DATA_BEHIND_END, rig)) {
            rig.readData(chunk);
        }
        return true;
    }

    @Override
    public boolean leave() {
        for (Rig rig : host.rigs) {
            if (!set(rig, StateV2.STOP)) {
                return false;
            }
            rig.closeFd();
        }
        return true;
    }

    @Override
    public void goBack() {
        for (Rig rig : host.rigs) {
            if (rig.hasGrace() && !rig.isDead && isStopped(rig)) {
                recover(rig, StateV2.RUNNING_P2P);
            }
        }
        for (Rig rig : host.rigs) {
            if (!rig.isDead) {
                recover(rig, StateV2.RUNNING);
                rig.closeFd();
            }
        }
    }

    private static boolean isStopped(Rig rig) {
        int number = rig.front.state().number();
        return number == StateV2.STOP.number() || number == StateV2.STOP_COPY.number();
    }

    private void recover(Rig rig, StateV2 state) {
        if (!set(rig, state)) {
            rig.state();
            rig.reset();
        }
    }

    private static boolean set(Rig rig, StateV2 state) {
        return rig.set(state.number()) == Envelope.OK;
    }

    @Override
    public List<Payload> stream(Rig rig) {
        List<Payload> all = new ArrayList<>();
        if (!host.has(Fault.PRE_COPY_DISCARDED, rig)) {
            all.addAll(preCopied.get(rig.index));
        }
        all.addAll(streams.get(rig.index));
        return all;
    }
}
