package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;

/**
 * The numbers by which a protocol asks for the states that all have.
 *
 * @param running the guest works with the device
 * @param preCopy the same, and the stream can be read
 * @param stopCopy stopped, and the stream can be read
 * @param stopped stopped
 * @param resuming the stream can be written
 * @param error failed
 */
record StateNumbers(int running, int preCopy, int stopCopy, int stopped, int resuming, int error) {

    private static final StateNumbers V1 = new StateNumbers(
            StateV1.RUNNING, StateV1.SAVING | StateV1.RUNNING, StateV1.SAVING, 0, StateV1.RESUMING, StateV1.ERROR);
    private static final StateNumbers V2 = new StateNumbers(
            StateV2.RUNNING.number(),
            StateV2.PRE_COPY.number(),
            StateV2.STOP_COPY.number(),
            StateV2.STOP.number(),
            StateV2.RESUMING.number(),
            StateV2.ERROR.number());

    /** Those of a protocol. */
    static StateNumbers of(Protocol protocol) {
        return protocol == Protocol.V2 ? V2 : V1;
    }
}
