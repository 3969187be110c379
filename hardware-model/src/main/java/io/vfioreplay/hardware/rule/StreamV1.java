package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;

/** What the checker remembers of the data window and the stream of one v1 device. Of constant size. */
final class StreamV1 {

    /** How the last saving session ended, as far as it was seen. */
    enum Ended {
        NOT_SEEN,
        SAVING_CLEARED,
        RESET
    }

    static final long NOT_READ = -1;

    private static final int SAVING_RUNNING = StateV1.SAVING | StateV1.RUNNING;

    final RepetitionV1 repetition = new RepetitionV1();

    /** {@code pending_bytes} as it was last read in this state, unsigned, or {@link #NOT_READ}. */
    long pending = NOT_READ;
    /** Data were asked for since {@link #pending} was read. */
    boolean takenSince;
    /** The same value was written again since {@link #pending} was read. */
    boolean rewritten;
    /** Something was promised or handed out in this saving session. */
    boolean hasData;
    /** Something was promised or handed out since RUNNING was cleared. */
    boolean hasStopCopyData;
    /** {@code pending_bytes} was 0 when it was last read after RUNNING was cleared: the end. */
    boolean endRead;
    /** An access to the stream was refused in this session. */
    boolean refused;

    long precopyBytes;
    /** Pre-copy bytes of a session that ended before RUNNING was cleared; 0 if the device ran again since. */
    long droppedBytes;
    /** The inner state changed in pre-copy and no data were asked for since. */
    boolean changedUnsent;
    /** The window was emptied and nothing was put into it or made available in it since. */
    boolean emptied;

    Ended ended = Ended.NOT_SEEN;

    long writtenBytes;
    boolean lastWriteRefused;

    /** State of another subsystem changed in this session, and no access to the stream was answered since. */
    boolean disturbed;
    /** When state of another subsystem last changed. */
    long externalAt = Envelope.NO_TIME;

    /** A finding that counts unless the migration turns out to have been given up. */
    long undrainedPosition = Envelope.NO_POSITION;

    String undrained = "";

    void forget() {
        beginSession();
        droppedBytes = 0;
        emptied = false;
        ended = Ended.NOT_SEEN;
        externalAt = Envelope.NO_TIME;
        undrained = "";
    }

    /** After {@link #forget()}: what was in the window is gone. */
    void wasReset() {
        ended = Ended.RESET;
    }

    private void beginSession() {
        beginState();
        hasData = false;
        hasStopCopyData = false;
        endRead = false;
        refused = false;
        precopyBytes = 0;
        changedUnsent = false;
        writtenBytes = 0;
        lastWriteRefused = false;
        disturbed = false;
        repetition.forget();
    }

    private void beginState() {
        pending = NOT_READ;
        takenSince = false;
        rewritten = false;
    }

    /** The device surely went from one state to a different one. */
    void moved(Protocol dialect, int from, int to) {
        long dropped = dropped(from, to);
        if (rises(StateV1.SAVING, from, to) || rises(StateV1.RESUMING, from, to)) {
            beginSession();
            ended = Ended.NOT_SEEN;
        } else if (((from ^ to) & StateV1.PHASE) != 0) {
            beginState();
        }
        if (rises(StateV1.SAVING, to, from)) {
            ended = Ended.SAVING_CLEARED;
        }
        droppedBytes = dropped;
        emptied = clears(dialect, from, to) || (emptied && ((from ^ to) & StateV1.PHASE) == 0);
    }

    private long dropped(int from, int to) {
        boolean isStopped = (to & StateV1.PHASE) == 0;
        if (isStopped && (from & StateV1.PHASE) == SAVING_RUNNING) {
            return precopyBytes;
        }
        return isStopped ? droppedBytes : 0;
    }

    /** Whether the device has to empty the window on the way. */
    private static boolean clears(Protocol dialect, int from, int to) {
        boolean entersPrecopy = rises(SAVING_RUNNING, from, to);
        boolean entersStopCopy = (to & SAVING_RUNNING) == StateV1.SAVING && (from & SAVING_RUNNING) != StateV1.SAVING;
        boolean entersResuming = rises(StateV1.RESUMING, from, to);
        return switch (dialect) {
            case V1_RFC2 -> entersPrecopy || entersStopCopy || entersResuming;
            case V1_RFC3 -> rises(StateV1.SAVING, from, to) || entersResuming;
            case V1_UAPI, V2 -> false;
        };
    }

    private static boolean rises(int bits, int from, int to) {
        return StateV1.has(to, bits) && !StateV1.has(from, bits);
    }

    /** The device was asked for the state that it is in. */
    void rewritten() {
        rewritten = true;
    }

    void pendingRead(boolean stopCopy, long value) {
        pending = value;
        takenSince = false;
        rewritten = false;
        disturbed = false;
        hasData |= value != 0;
        hasStopCopyData |= stopCopy && value != 0;
        endRead = stopCopy && value == 0;
    }

    /** The client made the next segment available; {@code size} is its size, or 0 where it is not told yet. */
    void segmentTaken(boolean stopCopy, long size) {
        takenSince = true;
        emptied = false;
        changedUnsent = false;
        disturbed = false;
        hasData |= size != 0;
        hasStopCopyData |= stopCopy && size != 0;
    }

    void windowRead(boolean stopCopy, int length, Payload data) {
        segmentTaken(stopCopy, length);
        if (stopCopy) {
            repetition.stopCopy(length, data);
        } else {
            precopyBytes += length;
            repetition.precopy(length, data);
        }
    }

    void loaded(boolean isRefused, int length) {
        lastWriteRefused = isRefused;
        emptied = false;
        writtenBytes += isRefused ? 0 : length;
    }
}
