package io.vfioreplay.hardware.model.queue;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.StreamBuffer;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;

/** The saving and the loading stream: an image on its way out, and one on its way in. One thread at a time. */
final class QueueStream {

    private static final Answer NO_STREAM = new Answer.Refused(Errno.ENODEV);
    private static final Answer NOTHING_YET = new Answer.Refused(Errno.ENOMSG);
    private static final Answer NOT_SEEN = new Answer.Unknown("the bytes of a descriptor were not seen");

    private StreamBuffer outgoing = new StreamBuffer(QueueImage.BYTES);
    private StreamBuffer incoming = new StreamBuffer(QueueImage.BYTES);
    private Saving saving = Saving.NONE;
    private boolean isLoading;
    /** Whether the image that was captured is the device's for sure. */
    private boolean isCertain = true;

    private enum Saving {
        NONE,
        NOTHING_YET,
        CAPTURED
    }

    void reset() {
        endSaving();
        endLoading();
    }

    void beginSaving() {
        outgoing.drop();
        saving = Saving.NOTHING_YET;
        isCertain = true;
    }

    /** What is not read is gone, until the next capture. */
    void dropUnread() {
        outgoing.drop();
        saving = saving == Saving.CAPTURED ? Saving.NOTHING_YET : saving;
    }

    void capture(byte[] image, boolean isCertainlyRight) {
        outgoing.drop();
        outgoing.append(image);
        saving = Saving.CAPTURED;
        isCertain = isCertainlyRight;
    }

    void endSaving() {
        outgoing.drop();
        saving = Saving.NONE;
        isCertain = true;
    }

    void beginLoading() {
        endSaving();
        incoming.drop();
        isLoading = true;
    }

    void endLoading() {
        incoming.drop();
        isLoading = false;
    }

    boolean isLoading() {
        return isLoading;
    }

    /** What was written so far. */
    byte[] loaded() {
        return incoming.toByteArray();
    }

    Answer read(long requested) {
        return switch (saving) {
            case NONE -> NO_STREAM;
            case NOTHING_YET -> NOTHING_YET;
            case CAPTURED -> captured(outgoing.read(requested));
        };
    }

    private Answer captured(Payload bytes) {
        return isCertain || bytes.length() == 0 ? new Answer.Bytes(bytes) : NOT_SEEN;
    }

    /** Takes bytes; false, with none taken, when they would be more than an image. */
    boolean write(Payload data) {
        return incoming.append(data);
    }

    long pendingBytes() {
        return outgoing.remaining();
    }

    void writeTo(SnapshotWriter out) {
        out.putInt(saving.ordinal()).putBoolean(isLoading).putBoolean(isCertain);
        outgoing.writeTo(out);
        incoming.writeTo(out);
    }

    /** Takes the last part of a snapshot; nothing changes when it throws. */
    void readFrom(SnapshotReader in) {
        Saving newSaving = Saving.values()[in.intWithin(0, Saving.values().length - 1)];
        boolean newLoading = in.booleanValue();
        boolean newCertain = in.booleanValue();
        StreamBuffer newOutgoing = new StreamBuffer(QueueImage.BYTES);
        StreamBuffer newIncoming = new StreamBuffer(QueueImage.BYTES);
        newOutgoing.readFrom(in);
        newIncoming.readFrom(in);
        in.end();
        saving = newSaving;
        isLoading = newLoading;
        isCertain = newCertain;
        outgoing = newOutgoing;
        incoming = newIncoming;
    }

    void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "saving", saving.name());
        tree.put(prefix + "unread", outgoing.remaining());
        tree.put(prefix + "loading", isLoading);
        tree.put(prefix + "loaded", incoming.remaining());
    }
}
