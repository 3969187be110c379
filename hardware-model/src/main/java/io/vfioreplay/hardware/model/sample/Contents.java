package io.vfioreplay.hardware.model.sample;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.SnapshotReader;
import io.vfioreplay.hardware.model.SnapshotWriter;
import java.util.Arrays;
import java.util.BitSet;

/** Bytes of which some were never seen. Callers check ranges. */
final class Contents {

    private static final Answer UNSEEN = new Answer.Unknown("it was written before the recording began");

    private byte[] bytes;
    private BitSet unseen = new BitSet();

    /** So many zeros, or so many bytes never seen. */
    Contents(int size, boolean isSeen) {
        bytes = new byte[size];
        if (!isSeen) {
            unseen.set(0, size);
        }
    }

    int size() {
        return bytes.length;
    }

    /** The bytes of a range that lies within, or that they are unknown. */
    Answer read(int from, int count) {
        return isSeen(from, count) ? Answer.of(Arrays.copyOfRange(bytes, from, from + count)) : UNSEEN;
    }

    boolean isSeen(int from, int count) {
        int next = unseen.nextSetBit(from);
        return next < 0 || next >= from + count;
    }

    /** Puts the first bytes of a payload where there is room for them. */
    void write(int from, Payload data, int count) {
        data.copyTo(0, bytes, from, count);
        unseen.clear(from, from + count);
    }

    void forget(int from, int count) {
        unseen.set(from, from + count);
        Arrays.fill(bytes, from, from + count, (byte) 0);
    }

    /** A little-endian number of a range that is seen. */
    long number(int from, int count) {
        return Payload.of(bytes, from, count).littleEndian();
    }

    byte[] copy(int from, int count) {
        return Arrays.copyOfRange(bytes, from, from + count);
    }

    void writeTo(SnapshotWriter snapshot) {
        snapshot.putBytes(bytes).putBytes(unseen.toByteArray());
    }

    /** The contents of a snapshot, which have this size. */
    static Contents readFrom(SnapshotReader snapshot, int size) {
        Contents contents = new Contents(0, true);
        contents.bytes = snapshot.bytesOfLength(size);
        contents.unseen = BitSet.valueOf(snapshot.bytes((size + Byte.SIZE - 1) / Byte.SIZE));
        if (contents.unseen.length() > size) {
            throw new IllegalArgumentException("damaged snapshot: unseen bytes behind the end");
        }
        return contents;
    }
}
