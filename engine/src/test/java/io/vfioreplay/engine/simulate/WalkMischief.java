package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import java.util.List;

/** Devices that now and then refuse, forget or lie, at random. */
final class WalkMischief extends Mischief {

    private static final int SELDOM = 4;
    private static final List<Integer> ERRORS =
            List.of(Errno.EAGAIN, Errno.EINVAL, Errno.EIO, Errno.ENOMSG, Errno.EAGAIN, Envelope.UNANSWERED);

    private final Randomness random;

    WalkMischief(long seed) {
        this.random = Randomness.of(seed, 23);
    }

    private int answer() {
        return random.percent(SELDOM) ? random.oneOf(ERRORS) : Envelope.OK;
    }

    @Override
    int stateAnswer(Rig rig, int wanted) {
        return random.percent(1) ? PRETENDED : answer();
    }

    @Override
    DeviceState shownState(Rig rig, DeviceState truth) {
        return random.percent(SELDOM) ? DeviceState.of(truth.protocol(), random.below(8)) : truth;
    }

    @Override
    int shownFd(Rig rig, int wanted, int opened) {
        return random.percent(SELDOM) ? 40 : opened;
    }

    @Override
    int dataAnswer(Rig rig) {
        return answer();
    }

    @Override
    Payload handedOut(Rig rig, Payload data) {
        boolean isCut = data.length() > 1 && random.percent(SELDOM);
        return isCut ? Payload.of(data.toByteArray(), 0, data.length() - 1) : data;
    }

    @Override
    long shownInitial(Rig rig, long truth) {
        return random.percent(SELDOM) ? truth + 1 : truth;
    }

    @Override
    int resetAnswer(Rig rig) {
        return answer();
    }

    @Override
    boolean losesWrite(Rig rig) {
        return random.percent(SELDOM);
    }
}
