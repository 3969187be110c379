package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.migration.DeviceAction;
import io.vfioreplay.hardware.state.StateTree;

/**
 * A device whose behaviour is known: its registers, queues and DMA, and the state it hands over and takes in. It knows no
 * migration protocol: {@link DeviceAction} is what v1 and v2 have in common, and the order of actions is the protocol's affair.
 *
 * <p>Pure: no clock, no randomness, no I/O, no thread. The same calls give the same answers, effects and state. Every call
 * with any arguments in any order ends in an answer, and memory stays bounded: a guest and a client may be hostile. One thread
 * at a time.
 */
public interface KnownDevice {

    /** Name and version, for example {@code mtty-1}; changes whenever the same calls may give other answers than before. */
    String version();

    /** As after power-on, running; every stream is gone. */
    void reset();

    /** A region is read: {@link Answer.Bytes} of the access' length, or anything else but {@link Answer.Done}. */
    Answer read(Access access);

    /** A region is written: anything but {@link Answer.Bytes} and {@link Answer.Within}. */
    Answer write(Access access, Payload data);

    /**
     * Carries out one step of a state change. {@link Answer.Done}, or {@link Answer.Refused} when the step failed; only
     * {@link DeviceAction#LOAD} of a healthy device can fail.
     */
    Answer perform(DeviceAction action);

    /**
     * Bytes of the saving stream are read.
     *
     * @param requested the most bytes the client takes, at least 0
     * @return bytes, fewer than {@code requested} or none at the stream's end; {@link Answer.Refused} with ENOMSG for a
     *     temporary end; {@link Answer.Unknown} where the bytes depend on something unseen, which are taken all the same
     */
    Answer readData(long requested);

    /** Bytes of the loading stream are written: done, or refused. */
    Answer writeData(Payload data);

    /** How many bytes {@link #readData} could give now, at least 0. */
    long pendingBytes();

    /** How much pre-copy data is initial, as far as PRECOPY_INFO tells; at most {@link #pendingBytes()}. */
    long initialBytes();

    /** How many bytes a whole stop-copy stream would have now, an estimate. */
    long dataSize();

    /**
     * A DMA ended. The device ignores one that it did not start.
     *
     * @param id as in {@link Effects#dmaIssued}
     * @param isOk whether it succeeded
     * @param data what was read, empty for a write or where the bytes were not seen
     */
    void dmaCompleted(long id, boolean isOk, Payload data);

    /** Whether {@link Effects#dmaIssued} tells of every DMA the device starts; otherwise a recorded one means nothing. */
    default boolean predictsDma() {
        return true;
    }

    /** Everything that later answers depend on, in a form of the model's own. */
    byte[] snapshot();

    /**
     * The inverse of {@link #snapshot()}: no effect, no answer, no other consequence.
     *
     * @throws IllegalArgumentException when the bytes are no snapshot of this version
     */
    void restore(byte[] snapshot);

    /** Adds what a person would want to see of the device, one leaf per value, below the prefix (which ends in a slash). */
    void describe(StateTree.Builder tree, String prefix);
}
