package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import java.util.List;

/** What devices and the way between them do that they should not. This one does nothing. One migration, one thread. */
class Mischief {

    /** The answer to a state request that the device pretends to have carried out. */
    static final int PRETENDED = -3;

    /** What the device answers instead of carrying out a state request: an errno, or {@link Envelope#OK} to carry it out. */
    int stateAnswer(Rig rig, int wanted) {
        return Envelope.OK;
    }

    /** A state was reached. */
    void reached(Rig rig, int state) {}

    /** The state that is shown when this is the true one. */
    DeviceState shownState(Rig rig, DeviceState truth) {
        return truth;
    }

    /** The data_fd that is shown when this one was opened, -1 for none. */
    int shownFd(Rig rig, int wanted, int opened) {
        return opened;
    }

    /** What is answered instead of moving migration data: an errno, UNANSWERED, or {@link Envelope#OK} to move it. */
    int dataAnswer(Rig rig) {
        return Envelope.OK;
    }

    /** The result that is shown of a read which the device answered in this way. */
    int readResult(Rig rig, int result, Payload data) {
        return result;
    }

    /** What is handed out instead of these bytes. */
    Payload handedOut(Rig rig, Payload data) {
        return data;
    }

    /** What the device takes instead of these bytes. */
    Payload takenIn(Rig rig, Payload data) {
        return data;
    }

    /** How much initial data is said to be there. */
    long shownInitial(Rig rig, long truth) {
        return truth;
    }

    /** What is answered to a reset; it is carried out where that is {@link Envelope#OK}. */
    int resetAnswer(Rig rig) {
        return Envelope.OK;
    }

    /** What a region reads as. */
    Payload shownRead(Rig rig, Payload truth) {
        return truth;
    }

    /** Whether the next write never reaches the device. */
    boolean losesWrite(Rig rig) {
        return false;
    }

    /** The pieces of a device's stream as they arrive. */
    List<Payload> carried(Rig from, List<Payload> pieces) {
        return pieces;
    }
}
