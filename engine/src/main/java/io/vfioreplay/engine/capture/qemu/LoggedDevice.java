package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What is known of a device from the lines about it so far. */
final class LoggedDevice {

    /** QEMU has not said which state the device is in. */
    static final int NO_STATE = -1;

    final String name;
    final byte[] nameBytes;
    final int index;
    /** The VM that it belongs to: the same number for all devices of one QEMU. */
    int vm;

    Protocol protocol;
    /** The number of the state that QEMU said last, or {@link #NO_STATE}. */
    int state = NO_STATE;
    /** A request whose outcome has not shown. */
    @Nullable
    Request request;
    /** Where QEMU said that it takes the device after a failure, and not yet how that ended. */
    @Nullable
    Recovery recovery;
    /** Whether RUNNING was confirmed where a reset after a failure would have looked the same. */
    boolean runningUnsure;
    /** A piece of the state that was given to a v1 device and not yet accepted. */
    @Nullable
    Segment segment;
    /** What QEMU said of the last failure of this device: an errno, {@link Envelope#FAILED} or {@link Envelope#OK} for none. */
    int failure = Envelope.OK;

    /** The thread that attached it, or {@link LogLine#NO_THREAD} where no line told. */
    long attachedBy = LogLine.NO_THREAD;

    boolean msix;
    boolean saving;

    LoggedDevice(String name, int index, Protocol protocol) {
        this.name = name;
        this.nameBytes = name.getBytes(StandardCharsets.UTF_8);
        this.index = index;
        this.protocol = protocol;
    }

    /** Whether its VM was not seen to run: it waits for a migration, or was never started. */
    boolean isWaiting() {
        int resuming = protocol == Protocol.V2 ? StateV2.RESUMING.number() : StateV1.RESUMING;
        return state == NO_STATE || state == resuming;
    }

    /**
     * A request for a state.
     *
     * @param state the number of the state asked for
     * @param recovery the number of the state to which QEMU goes if it fails
     * @param timeNanos when it was made
     * @param thread by which thread
     */
    record Request(int state, int recovery, long timeNanos, long thread) {}

    /**
     * What QEMU does about a failure.
     *
     * @param state the number of the state that it goes to, or {@link #NO_STATE} for a reset
     */
    record Recovery(int state) {}

    /**
     * A piece of state that a v1 device is given.
     *
     * @param offset of the data in the migration region
     * @param size bytes
     * @param timeNanos when it began
     */
    record Segment(long offset, long size, long timeNanos) {}
}
