package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.DmaDirection;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;

/** What one device of one side does that it should not. */
final class DeviceMischief extends Mischief {

    private static final int EOPNOTSUPP = 95;
    private static final long LATE_ID = 1L << 40;
    private static final int LATE_BYTES = 64;
    private static final int MSIX = 2;
    private static final int FOREIGN_FD = 77;
    private static final int EXTRA_BYTES = 8;

    private final Fault fault;
    private final int victim;
    private final Randomness random;

    /** How often it was about to happen; it happens once, where nothing else is said. */
    private int occasions;

    private boolean isDone;
    private boolean isFailed;

    DeviceMischief(Fault fault, int victim, Randomness random) {
        this.fault = fault;
        this.victim = victim;
        this.random = random;
    }

    private boolean concerns(Rig rig) {
        boolean isOfDestination = fault.party() == Party.DESTINATION_DEVICE || fault == Fault.ABORTED_WITHOUT_RESET;
        return rig.host.isSource() != isOfDestination && rig.index == victim;
    }

    /** True the first time that it is asked. */
    private boolean once() {
        boolean isFirst = !isDone;
        isDone = true;
        return isFirst;
    }

    @Override
    int stateAnswer(Rig rig, int wanted) {
        if (!concerns(rig)) {
            return Envelope.OK;
        }
        StateNumbers numbers = StateNumbers.of(rig.host.scenario.protocol());
        return switch (fault) {
            case PRE_COPY_REFUSED -> wanted == numbers.preCopy() ? EOPNOTSUPP : Envelope.OK;
            case STOP_COPY_REFUSED -> wanted == numbers.stopCopy() ? Errno.EIO : Envelope.OK;
            case STALE_DATA_FD, FAILURE_UNREAD -> wanted == numbers.stopCopy() && once() ? Errno.EIO : Envelope.OK;
            case RESUMING_REFUSED -> wanted == numbers.resuming() ? Errno.EINVAL : Envelope.OK;
            case COMMIT_REFUSED -> isCommit(rig, wanted, numbers) && once() ? Errno.EINVAL : Envelope.OK;
            case SOURCE_FAILED -> fails(wanted == numbers.stopCopy());
            case DESTINATION_FAILED -> fails(isCommit(rig, wanted, numbers));
            case SOURCE_FAILED_UNASKED -> isFailed ? Errno.EIO : Envelope.OK;
            case REFUSED_AND_COMMITTED -> isDone && wanted != numbers.resuming() ? PRETENDED : Envelope.OK;
            case UNOFFERED_STATE_ACCEPTED -> wanted == StateV2.RUNNING_P2P.number() ? PRETENDED : Envelope.OK;
            default -> Envelope.OK;
        };
    }

    private int fails(boolean now) {
        isFailed |= now;
        return isFailed ? Errno.EIO : Envelope.OK;
    }

    private static boolean isCommit(Rig rig, int wanted, StateNumbers numbers) {
        return wanted != numbers.resuming() && rig.front.state().number() == numbers.resuming();
    }

    @Override
    void reached(Rig rig, int state) {
        if (!concerns(rig)) {
            return;
        }
        StateNumbers numbers = StateNumbers.of(rig.host.scenario.protocol());
        boolean isStopped = state == numbers.stopCopy();
        switch (fault) {
            case DMA_AFTER_STOP -> writeLate(rig, isStopped);
            case DMA_WHILE_LOADED -> writeLate(rig, state == numbers.resuming());
            case INTERRUPT_AFTER_STOP -> {
                if (isStopped && once()) {
                    rig.host.events.interruptRaised(rig.ok(), MSIX, 0);
                }
            }
            case CHANGE_AFTER_STOP -> {
                if (isStopped && once()) {
                    rig.host.events.internalStateChanged(rig.ok(), Payload.of(random.bytes(LATE_BYTES)));
                }
            }
            case PEER_DMA_IN_GRACE -> {
                if (isGrace(rig.host.scenario, state) && once()) {
                    int peer = (rig.index + 1) % rig.host.rigs.size();
                    tellDma(rig, peer, Rig.peerBase(peer));
                }
            }
            default -> {}
        }
    }

    private static boolean isGrace(Scenario scenario, int state) {
        return scenario.isV2()
                ? state == StateV2.PRE_COPY_P2P.number() || state == StateV2.RUNNING_P2P.number()
                : StateV1.has(state, StateV1.NDMA | StateV1.RUNNING);
    }

    private void writeLate(Rig rig, boolean now) {
        if (now && once()) {
            tellDma(rig, EventSink.RAM, GuestMemory.BASE);
            rig.doings.dirty(GuestMemory.BASE, LATE_BYTES);
        }
    }

    private void tellDma(Rig rig, int target, long address) {
        Payload data = Payload.of(random.bytes(LATE_BYTES));
        rig.host.events.dmaIssued(rig.ok(), LATE_ID, target, DmaDirection.WRITE, address, LATE_BYTES);
        rig.host.events.dmaCompleted(rig.ok(), LATE_ID, target, DmaDirection.WRITE, address, LATE_BYTES, data);
    }

    @Override
    DeviceState shownState(Rig rig, DeviceState truth) {
        if (!concerns(rig)) {
            return truth;
        }
        Protocol protocol = truth.protocol();
        StateNumbers numbers = StateNumbers.of(protocol);
        if (isFailed) {
            return DeviceState.of(protocol, numbers.error());
        }
        boolean isLeftOver = fault == Fault.NOT_RUNNING_AT_OPEN && once();
        return isLeftOver ? DeviceState.of(protocol, numbers.stopped()) : truth;
    }

    @Override
    int shownFd(Rig rig, int wanted, int opened) {
        if (!concerns(rig)) {
            return opened;
        }
        StateNumbers numbers = StateNumbers.of(rig.host.scenario.protocol());
        return switch (fault) {
            case SECOND_DATA_FD -> wanted == numbers.stopCopy() && opened < 0 && once() ? FOREIGN_FD : opened;
            case NO_DATA_FD -> opened >= 0 && once() ? EventSink.NO_DATA_FD : opened;
            case USELESS_DATA_FD -> wanted == numbers.stopped() && once() ? FOREIGN_FD : opened;
            default -> opened;
        };
    }

    @Override
    int dataAnswer(Rig rig) {
        if (!concerns(rig)) {
            return Envelope.OK;
        }
        return switch (fault) {
            case SOURCE_READ_FAILED, LOAD_REFUSED, ABORTED_WITHOUT_RESET -> Errno.EIO;
            case REFUSED_AND_COMMITTED -> rig.isLastPiece && once() ? Errno.EIO : Envelope.OK;
            case SOURCE_FAILED_UNASKED -> fails(isStopped(rig));
            case SOURCE_DIED, DESTINATION_DIED -> {
                rig.isDead = true;
                yield Envelope.UNANSWERED;
            }
            case SOURCE_RESET_UNASKED -> {
                if (once()) {
                    rig.resetUnseen();
                }
                yield isDone && !isFresh(rig) ? Errno.ENODEV : Envelope.OK;
            }
            default -> Envelope.OK;
        };
    }

    private static boolean isStopped(Rig rig) {
        StateNumbers numbers = StateNumbers.of(rig.host.scenario.protocol());
        return rig.front.state().number() == numbers.stopCopy();
    }

    private static boolean isFresh(Rig rig) {
        return rig.front.state().number()
                != StateNumbers.of(rig.host.scenario.protocol()).running();
    }

    @Override
    int readResult(Rig rig, int result, Payload data) {
        if (!concerns(rig)) {
            return result;
        }
        boolean isEnd = result == Envelope.OK && data.length() == 0 && isStopped(rig);
        return switch (fault) {
            case ENOMSG_IN_STOP_COPY -> isEnd && once() ? Errno.ENOMSG : result;
            case END_IN_PRE_COPY -> result == Errno.ENOMSG ? Envelope.OK : result;
            case SESSION_SURVIVES_RESET ->
                rig.front.state().number() == StateV2.RUNNING.number() ? Envelope.OK : result;
            default -> result;
        };
    }

    @Override
    Payload handedOut(Rig rig, Payload data) {
        if (!concerns(rig)) {
            return data;
        }
        boolean isEnd = data.length() == 0 && isStopped(rig);
        boolean isLate = fault == Fault.DATA_BEHIND_END && isEnd && occasions++ == 1;
        boolean survives =
                fault == Fault.SESSION_SURVIVES_RESET && rig.front.state().number() == StateV2.RUNNING.number();
        if (isLate || survives) {
            return Payload.of(random.bytes(EXTRA_BYTES));
        }
        return fault == Fault.SAVE_ALTERED && data.length() > 0 && once() ? altered(data) : data;
    }

    @Override
    Payload takenIn(Rig rig, Payload data) {
        return concerns(rig) && fault == Fault.LOAD_ALTERED && once() ? altered(data) : data;
    }

    private static Payload altered(Payload data) {
        byte[] bytes = data.toByteArray();
        bytes[0] ^= 1;
        return Payload.of(bytes);
    }

    @Override
    long shownInitial(Rig rig, long truth) {
        return concerns(rig) && fault == Fault.INITIAL_BYTES_GREW && occasions++ > 0 ? truth + (1L << 30) : truth;
    }

    @Override
    int resetAnswer(Rig rig) {
        boolean refuses = concerns(rig) && fault == Fault.RESET_REFUSED;
        boolean stays = concerns(rig) && fault == Fault.RESET_LEAVES_STATE;
        isFailed &= !concerns(rig);
        return refuses ? Errno.EINVAL : stays ? PRETENDED : Envelope.OK;
    }

    @Override
    Payload shownRead(Rig rig, Payload truth) {
        boolean isWrong = concerns(rig) && fault == Fault.READ_WRONG && rig.isProbed && truth.length() > 0;
        return isWrong ? altered(truth) : truth;
    }

    @Override
    boolean losesWrite(Rig rig) {
        return concerns(rig) && fault == Fault.WRITE_LOST && rig.isProbed;
    }
}
