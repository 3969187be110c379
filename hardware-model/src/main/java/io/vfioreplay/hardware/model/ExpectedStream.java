package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.Sha256;

/**
 * The migration stream that a device must hand out by its model, kept so that the other side can be asked whether that is
 * what it was given. Bounded. One thread at a time.
 */
public final class ExpectedStream {

    /** A stream beyond so many bytes is not compared. */
    public static final int BYTES_MAX = 64 << 20;

    private final StreamBuffer precopy = new StreamBuffer(BYTES_MAX);
    private final StreamBuffer stopcopy = new StreamBuffer(BYTES_MAX);
    private final boolean isGiven;
    /** Whether nothing follows; otherwise nobody knows what does. */
    private final boolean isComplete;

    private final byte[] bytes;
    private boolean isWhole = true;
    private boolean isEnded;
    private int at;

    /** A stream that is not known: whatever is written is right, and what is handed out is kept. */
    public ExpectedStream() {
        this(new byte[0], false, false);
    }

    private ExpectedStream(byte[] bytes, boolean isGiven, boolean isComplete) {
        this.bytes = bytes;
        this.isGiven = isGiven;
        this.isComplete = isComplete;
    }

    /**
     * What the other side has to write, given how much it wrote: the part that was handed out in STOP_COPY, or both parts
     * where the length says so.
     *
     * @return an unknown stream when the model handed out nothing, or not all could be kept
     */
    public ExpectedStream forLoading(long loadedBytes) {
        byte[] last = stopcopy.toByteArray();
        byte[] first = precopy.toByteArray();
        if (last.length == 0 || !isWhole) {
            return new ExpectedStream();
        }
        boolean isWholeStream = loadedBytes > last.length;
        byte[] all = new byte[(isWholeStream ? first.length : 0) + last.length];
        System.arraycopy(first, 0, all, 0, all.length - last.length);
        System.arraycopy(last, 0, all, all.length - last.length, last.length);
        return new ExpectedStream(all, true, isEnded);
    }

    /** How many bytes are expected; 0 when they are not known. */
    public int length() {
        return bytes.length;
    }

    /** The SHA-256 of what is expected, in hex digits. */
    public String sha256() {
        return Sha256.hexOf(bytes);
    }

    long position() {
        return at;
    }

    void continueAt(long position) {
        at = (int) Math.max(0, Math.min(position, bytes.length));
    }

    /** A loading stream begins. */
    void rewind() {
        at = 0;
    }

    /** A saving stream begins: what an earlier one handed out does not count. */
    void begin() {
        precopy.drop();
        stopcopy.drop();
        isWhole = true;
        isEnded = false;
    }

    /** The device was asked for so many bytes and hands out these; fewer in STOP_COPY are the last ones. */
    void saved(boolean isStopCopy, long requested, Payload data) {
        isWhole &= (isStopCopy ? stopcopy : precopy).append(data);
        isEnded |= isStopCopy && data.length() < requested;
    }

    /** How many bytes were to be written and were not. */
    int missing() {
        return isComplete ? bytes.length - at : 0;
    }

    /** What should stand where this was written: the same object when it is right, or when nobody knows. */
    Payload next(Payload written) {
        int count = Math.min(written.length(), bytes.length - at);
        if (!isGiven) {
            return written;
        }
        Payload right = Payload.of(bytes, at, count);
        at += count;
        boolean isRight =
                (count == written.length() || !isComplete) && AnswerText.firstDifference(right, written) == count;
        return isRight ? written : right;
    }
}
