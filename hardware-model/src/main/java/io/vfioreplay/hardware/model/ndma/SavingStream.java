package io.vfioreplay.hardware.model.ndma;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.StreamBuffer;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;

/**
 * The stream of a device that is saved: which pages the reader does not have as they are now. A record is made when its first
 * byte is read, so that nothing but the rest of one record is ever kept, and a page that changes often is sent once.
 *
 * <p>Pages that were never sent (the initial bytes) come before pages that changed after they were sent (the dirty bytes,
 * What is dropped unread is still owed and comes with the next piece. ours: the rest of a record that was begun is not
 * dropped, since a reader who has its first half could not find the next one. One thread at a time.
 */
final class SavingStream {

    private static final Answer NO_STREAM = new Answer.Refused(Errno.ENODEV);
    private static final Answer NOTHING_NOW = new Answer.Refused(Errno.ENOMSG);
    private static final Answer NOT_SEEN =
            new Answer.Unknown("a page holds bytes that came by a DMA and were not seen");

    private final StreamBuffer record = new StreamBuffer(StreamRecord.BYTES_MAX);
    private Phase phase = Phase.NONE;
    private boolean isStartDue;
    private boolean isStateDue;
    private boolean isEndDue;
    /** Pages that were not sent. */
    private int initial;
    /** Pages that changed after they were sent. */
    private int dirty;

    private boolean isRecordInitial;
    private boolean isRecordUnseen;

    private enum Phase {
        /** There is no stream. */
        NONE,
        /** Nothing is to be had until the next piece begins. */
        WAITING,
        /** The device runs and logs. */
        PRE_COPY,
        /** The device stopped, and the rest is to be had. */
        CAPTURED
    }

    /** A stream begins; nothing of it can be read yet. */
    void begin() {
        end();
        phase = Phase.WAITING;
        isStartDue = true;
        initial = InternalMemory.ALL_PAGES;
    }

    /** What can be sent ahead can be read, in the stream that is going on or in a new one. */
    void startPreCopy() {
        if (phase != Phase.WAITING && phase != Phase.PRE_COPY) {
            begin();
        }
        phase = Phase.PRE_COPY;
    }

    /** Nothing can be read but the rest of a record; what was captured has to be captured again, as a whole. */
    void dropUnread() {
        if (phase == Phase.CAPTURED) {
            begin();
        } else if (phase == Phase.PRE_COPY) {
            phase = Phase.WAITING;
        }
    }

    /** Everything that the reader does not have can be read; after a capture, in a new stream. */
    void capture() {
        if (phase == Phase.NONE || phase == Phase.CAPTURED) {
            begin();
        }
        phase = Phase.CAPTURED;
        isStateDue = true;
        isEndDue = true;
    }

    /** There is no stream any more. */
    void end() {
        phase = Phase.NONE;
        record.drop();
        isStartDue = false;
        isStateDue = false;
        isEndDue = false;
        initial = 0;
        dirty = 0;
        isRecordInitial = false;
        isRecordUnseen = false;
    }

    /** These pages changed. */
    void changed(int pages) {
        if (phase != Phase.NONE) {
            dirty |= pages & ~initial;
        }
    }

    /** The next bytes, as {@link io.vfioreplay.hardware.model.KnownDevice#readData} says. */
    Answer read(long requested, InternalMemory memory, RegisterFile registers) {
        int pending = (int) pendingBytes();
        if (phase == Phase.NONE) {
            return NO_STREAM;
        }
        if (pending == 0) {
            return phase == Phase.CAPTURED ? new Answer.Bytes(Payload.empty()) : NOTHING_NOW;
        }
        byte[] bytes = new byte[(int) Math.max(0, Math.min(requested, pending))];
        boolean isUnseen = false;
        for (int at = 0; at < bytes.length; ) {
            if (record.remaining() == 0) {
                next(memory, registers);
            }
            isUnseen |= isRecordUnseen;
            Payload piece = record.read(bytes.length - at);
            piece.copyTo(0, bytes, at, piece.length());
            at += piece.length();
        }
        return isUnseen ? NOT_SEEN : Answer.of(bytes);
    }

    /** Makes the next record; there is one. */
    private void next(InternalMemory memory, RegisterFile registers) {
        isRecordInitial = isStartDue || initial != 0;
        isRecordUnseen = false;
        if (isStartDue) {
            isStartDue = false;
            record.append(StreamRecord.header().toByteArray());
        } else if (initial != 0) {
            int page = Integer.lowestOneBit(initial);
            initial &= ~page;
            appendPage(page, memory);
        } else if (dirty != 0) {
            int page = Integer.lowestOneBit(dirty);
            dirty &= ~page;
            appendPage(page, memory);
        } else if (isStateDue) {
            isStateDue = false;
            record.append(
                    new StreamRecord(StreamRecord.STATE, 0, 0, Payload.of(registers.toByteArray())).toByteArray());
        } else {
            isEndDue = false;
            record.append(new StreamRecord(StreamRecord.END, 0, 0, Payload.empty()).toByteArray());
        }
    }

    private void appendPage(int page, InternalMemory memory) {
        int index = Integer.numberOfTrailingZeros(page);
        byte[] content = memory.read(index * InternalMemory.PAGE_SIZE, InternalMemory.PAGE_SIZE);
        isRecordUnseen = memory.isUnseen(page);
        record.append(new StreamRecord(StreamRecord.PAGE, 0, index, Payload.of(content)).toByteArray());
    }

    /** How many bytes could be read now. */
    long pendingBytes() {
        boolean isOpen = phase == Phase.PRE_COPY || phase == Phase.CAPTURED;
        return record.remaining() + (isOpen ? initialDue() + dirtyDue() + captureDue() : 0);
    }

    /** How many of them are initial, while the device runs. */
    long initialBytes() {
        return phase == Phase.PRE_COPY ? initialDue() + (isRecordInitial ? record.remaining() : 0) : 0;
    }

    private long initialDue() {
        return (isStartDue ? StreamRecord.START_BYTES : 0) + (long) Integer.bitCount(initial) * StreamRecord.PAGE_BYTES;
    }

    private long dirtyDue() {
        return (long) Integer.bitCount(dirty) * StreamRecord.PAGE_BYTES;
    }

    private long captureDue() {
        return (isStateDue ? (long) StreamRecord.STATE_BYTES : 0) + (isEndDue ? StreamRecord.END_BYTES : 0);
    }

    void writeTo(SnapshotWriter out) {
        out.putInt(phase.ordinal()).putInt(initial).putInt(dirty);
        out.putBoolean(isStartDue).putBoolean(isStateDue).putBoolean(isEndDue);
        out.putBoolean(isRecordInitial).putBoolean(isRecordUnseen);
        record.writeTo(out);
    }

    /**
     * What was written into a snapshot.
     *
     * @throws IllegalArgumentException when there is something else
     */
    static SavingStream readFrom(SnapshotReader in) {
        SavingStream read = new SavingStream();
        read.phase = Phase.values()[in.intWithin(0, Phase.values().length - 1)];
        read.initial = in.intWithin(0, InternalMemory.ALL_PAGES);
        read.dirty = in.intWithin(0, InternalMemory.ALL_PAGES);
        read.isStartDue = in.booleanValue();
        read.isStateDue = in.booleanValue();
        read.isEndDue = in.booleanValue();
        read.isRecordInitial = in.booleanValue();
        read.isRecordUnseen = in.booleanValue();
        read.record.readFrom(in);
        return read;
    }

    void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "saving", phase.name());
        if (phase != Phase.NONE) {
            tree.put(prefix + "initialPages", Integer.bitCount(initial));
            tree.put(prefix + "dirtyPages", Integer.bitCount(dirty));
            tree.put(prefix + "unread", pendingBytes());
        }
    }
}
