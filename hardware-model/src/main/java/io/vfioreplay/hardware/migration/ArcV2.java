package io.vfioreplay.hardware.migration;

import static io.vfioreplay.hardware.migration.SessionEffect.ENDS;
import static io.vfioreplay.hardware.migration.SessionEffect.KEEPS;
import static io.vfioreplay.hardware.migration.SessionEffect.NONE;
import static io.vfioreplay.hardware.migration.SessionEffect.OPENS_LOADING;
import static io.vfioreplay.hardware.migration.SessionEffect.OPENS_SAVING;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY;
import static io.vfioreplay.hardware.migration.StateV2.PRE_COPY_P2P;
import static io.vfioreplay.hardware.migration.StateV2.RESUMING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING;
import static io.vfioreplay.hardware.migration.StateV2.RUNNING_P2P;
import static io.vfioreplay.hardware.migration.StateV2.STOP;
import static io.vfioreplay.hardware.migration.StateV2.STOP_COPY;

import java.util.List;
import java.util.Optional;

/**
 * The single steps that a v2 driver implements, each with what it does to the data session. Every other request is walked
 * as several of them, see {@link TransitionsV2}.
 *
 * <p>Source: Linux uAPI, comment above {@code enum vfio_device_mig_state}.
 */
public enum ArcV2 {
    /** The device stops. */
    RUNNING_TO_STOP(RUNNING, STOP, NONE),
    /** The device runs again. */
    STOP_TO_RUNNING(STOP, RUNNING, NONE),
    /** The device stops its DMA to peers. */
    RUNNING_TO_RUNNING_P2P(RUNNING, RUNNING_P2P, NONE),
    /** The device may start DMA to peers again. */
    RUNNING_P2P_TO_RUNNING(RUNNING_P2P, RUNNING, NONE),
    /** The device stops for good. */
    RUNNING_P2P_TO_STOP(RUNNING_P2P, STOP, NONE),
    /** The device runs, but starts no DMA to peers. */
    STOP_TO_RUNNING_P2P(STOP, RUNNING_P2P, NONE),

    /** A stream of the stopped device begins. */
    STOP_TO_STOP_COPY(STOP, STOP_COPY, OPENS_SAVING),
    /** A stream of the running device begins. */
    RUNNING_TO_PRE_COPY(RUNNING, PRE_COPY, OPENS_SAVING),
    /** A stream of the running device that starts no DMA to peers begins. */
    RUNNING_P2P_TO_PRE_COPY_P2P(RUNNING_P2P, PRE_COPY_P2P, OPENS_SAVING),
    /** The device begins to take in a stream. */
    STOP_TO_RESUMING(STOP, RESUMING, OPENS_LOADING),

    /** DMA to peers stops; the stream goes on. */
    PRE_COPY_TO_PRE_COPY_P2P(PRE_COPY, PRE_COPY_P2P, KEEPS),
    /** DMA to peers may start again; the stream goes on. */
    PRE_COPY_P2P_TO_PRE_COPY(PRE_COPY_P2P, PRE_COPY, KEEPS),
    /** The device stops; the stream goes on. Only without P2P. */
    PRE_COPY_TO_STOP_COPY(PRE_COPY, STOP_COPY, KEEPS),
    /** The device stops; the stream goes on. */
    PRE_COPY_P2P_TO_STOP_COPY(PRE_COPY_P2P, STOP_COPY, KEEPS),

    /** The stream is given up. */
    PRE_COPY_TO_RUNNING(PRE_COPY, RUNNING, ENDS),
    /** The stream is given up. */
    PRE_COPY_P2P_TO_RUNNING_P2P(PRE_COPY_P2P, RUNNING_P2P, ENDS),
    /** The stream is over. */
    STOP_COPY_TO_STOP(STOP_COPY, STOP, ENDS),
    /** What was taken in is checked and becomes the device's state. */
    RESUMING_TO_STOP(RESUMING, STOP, ENDS);

    private static final ArcV2[] ALL = values();

    private final StateV2 from;
    private final StateV2 to;
    private final SessionEffect session;

    ArcV2(StateV2 from, StateV2 to, SessionEffect session) {
        this.from = from;
        this.to = to;
        this.session = session;
    }

    /** The state that the arc leaves. */
    public StateV2 from() {
        return from;
    }

    /** The state that the arc enters. */
    public StateV2 to() {
        return to;
    }

    /** What the arc does to the data session. */
    public SessionEffect session() {
        return session;
    }

    /** The arc between these states, or empty when no driver implements one. */
    public static Optional<ArcV2> of(StateV2 from, StateV2 to) {
        for (ArcV2 arc : ALL) {
            if (arc.from == from && arc.to == to) {
                return Optional.of(arc);
            }
        }
        return Optional.empty();
    }

    /** What a person reads: {@code STOP -> STOP_COPY}. */
    public String label() {
        return from + " -> " + to;
    }

    /** What the device does on this arc, in order, in the words of a device that knows no protocol. */
    public List<DeviceAction> deviceActions() {
        return switch (this) {
            case RUNNING_TO_STOP, RUNNING_P2P_TO_STOP -> List.of(DeviceAction.STOP);
            case STOP_TO_RUNNING -> List.of(DeviceAction.RUN, DeviceAction.ALLOW_DMA);
            case STOP_TO_RUNNING_P2P -> List.of(DeviceAction.QUIESCE, DeviceAction.RUN);
            case RUNNING_TO_RUNNING_P2P, PRE_COPY_TO_PRE_COPY_P2P -> List.of(DeviceAction.QUIESCE);
            case RUNNING_P2P_TO_RUNNING, PRE_COPY_P2P_TO_PRE_COPY -> List.of(DeviceAction.ALLOW_DMA);
            case STOP_TO_STOP_COPY -> List.of(DeviceAction.BEGIN_SAVING, DeviceAction.CAPTURE);
            case RUNNING_TO_PRE_COPY, RUNNING_P2P_TO_PRE_COPY_P2P ->
                List.of(DeviceAction.BEGIN_SAVING, DeviceAction.START_PRE_COPY);
            case PRE_COPY_TO_STOP_COPY, PRE_COPY_P2P_TO_STOP_COPY -> List.of(DeviceAction.STOP, DeviceAction.CAPTURE);
            case PRE_COPY_TO_RUNNING, PRE_COPY_P2P_TO_RUNNING_P2P, STOP_COPY_TO_STOP ->
                List.of(DeviceAction.END_SAVING);
            case STOP_TO_RESUMING -> List.of(DeviceAction.BEGIN_LOADING);
            case RESUMING_TO_STOP -> List.of(DeviceAction.LOAD);
        };
    }
}
