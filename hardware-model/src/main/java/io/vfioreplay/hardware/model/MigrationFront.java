package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.state.StateTree;

/**
 * The migration protocol in front of a {@link KnownDevice}: it walks the states, and lets the client at the device's stream.
 * One of the two, v1 with its registers and data window or v2 with its sessions, is used; what belongs to the other one is
 * refused. Pure, total and bounded as the device is. One thread at a time.
 *
 * <p>ours: requests at the wrong time are refused with EINVAL.
 */
public sealed interface MigrationFront permits FrontV1, FrontV2 {

    /** Refuses what this protocol does not have, or not now. */
    Answer REFUSED = new Answer.Refused(Errno.EINVAL);

    /** RUNNING, as after open and reset; every stream is gone. The device is not touched. */
    void reset();

    /** The state that a client would read. */
    DeviceState state();

    /** A client asks for a state: done or refused. */
    Answer setState(int requested);

    /** v2: bytes of the saving session, or why not. */
    default Answer readData(long requested) {
        return REFUSED;
    }

    /** v2: bytes for the loading session. */
    default Answer writeData(Payload data) {
        return REFUSED;
    }

    /** v1: a register of the migration region other than device_state is read. */
    default Answer readRegister(int offset, int width) {
        return REFUSED;
    }

    /** v1: a register of the migration region other than device_state is written. */
    default Answer writeRegister(int offset, int width, long value) {
        return REFUSED;
    }

    /** v1: the data window is read. */
    default Answer readWindow(long offset, int length) {
        return REFUSED;
    }

    /** v1: the data window is written. */
    default Answer writeWindow(long offset, Payload data) {
        return REFUSED;
    }

    /** Adds the state and what the client has open, below the prefix (which ends in a slash). */
    void describe(StateTree.Builder tree, String prefix);

    /** What later answers depend on; the device's own snapshot is not part of it. */
    byte[] snapshot();

    /**
     * The inverse of {@link #snapshot()}, without any effect.
     *
     * @throws IllegalArgumentException when the bytes are not what this class writes
     */
    void restore(byte[] snapshot);
}
