package io.vfioreplay.hardware.model.mtty;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.model.Answer;
import io.vfioreplay.hardware.model.StreamBuffer;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Arrays;
import java.util.Locale;

/** The stream that the card hands out or takes in; at most one at a time. The layout is drawn in {@link Mtty}. */
final class CardStreams {

    static final long MAGIC = 0x7e9d09898c3e2c4eL;
    static final int HEADER_BYTES = 24;

    private static final int ENOMEM = 12;
    private static final int EFAULT = 14;
    private static final int MAJOR_AT = 8;
    private static final int MAJOR_VERSION = 1;
    private static final int PORTS_AT = 16;
    private static final Answer NO_ROOM = new Answer.Refused(ENOMEM);
    private static final Answer BAD_HEADER = new Answer.Refused(EFAULT);
    private static final Answer EINVAL = new Answer.Refused(Errno.EINVAL);
    private static final Answer NO_STREAM = new Answer.Refused(Errno.ENODEV);

    private final int ports;
    private final int totalBytes;
    private Kind kind = Kind.NONE;
    private StreamBuffer buffer;

    /** What the buffer holds. */
    private enum Kind {
        NONE,
        /** What was not read yet, the ports not included. */
        PRE_COPY,
        /** What was not read yet. */
        STOP_COPY,
        /** What was written. */
        LOADING;

        private static final Kind[] ALL = values();
    }

    CardStreams(int ports) {
        this.ports = ports;
        totalBytes = HEADER_BYTES + ports * SerialPort.STATE_BYTES;
        buffer = new StreamBuffer(totalBytes);
    }

    private static byte[] header(int ports) {
        byte[] header = new byte[HEADER_BYTES];
        Payload.ofLittleEndian(MAGIC, Long.BYTES).copyTo(0, header, 0, Long.BYTES);
        header[MAJOR_AT] = MAJOR_VERSION;
        header[PORTS_AT] = (byte) ports;
        return header;
    }

    /** Whether these are the first bytes of the stream of a card with so many ports. */
    static boolean startsWithHeader(Payload start, int ports) {
        return start.length() >= HEADER_BYTES
                && Arrays.equals(header(ports), Arrays.copyOf(start.toByteArray(), HEADER_BYTES));
    }

    /** How long a whole stream is. */
    int totalBytes() {
        return totalBytes;
    }

    /** A stream begins with its header; one that is not captured yet goes on. */
    Answer beginSaving() {
        if (kind != Kind.PRE_COPY) {
            begin(Kind.PRE_COPY);
            buffer.append(header(ports));
        }
        return Answer.DONE;
    }

    private void begin(Kind next) {
        buffer.drop();
        kind = next;
    }

    Answer dropUnread() {
        if (kind != Kind.LOADING) {
            buffer.drop();
        }
        return Answer.DONE;
    }

    /** The ports follow. Ours: capturing twice adds nothing, since no path of v2 does it. */
    Answer capture(SerialPort[] port) {
        if (kind == Kind.STOP_COPY) {
            return Answer.DONE;
        }
        beginSaving();
        for (int i = 0; i < ports; i++) {
            buffer.append(port[i].save());
        }
        kind = Kind.STOP_COPY;
        return Answer.DONE;
    }

    Answer beginLoading() {
        begin(Kind.LOADING);
        return Answer.DONE;
    }

    /** The ports become what was written; refused, with everything as it was, when that is not all. */
    Answer load(SerialPort[] port) {
        if (kind != Kind.LOADING || buffer.remaining() < totalBytes) {
            return EINVAL;
        }
        byte[] image = buffer.toByteArray();
        for (int i = 0; i < ports; i++) {
            port[i].load(image, HEADER_BYTES + i * SerialPort.STATE_BYTES);
        }
        return end();
    }

    Answer end() {
        begin(Kind.NONE);
        return Answer.DONE;
    }

    Answer read(long requested) {
        return switch (kind) {
            case PRE_COPY, STOP_COPY -> new Answer.Bytes(buffer.read(requested));
            case NONE, LOADING -> NO_STREAM;
        };
    }

    Answer write(Payload data) {
        int before = kind == Kind.LOADING ? buffer.remaining() : 0;
        if (data.length() > totalBytes - before) {
            return NO_ROOM;
        }
        if (kind != Kind.LOADING) {
            return NO_STREAM;
        }
        buffer.append(data);
        boolean isHeaderWhole = before < HEADER_BYTES && buffer.remaining() >= HEADER_BYTES;
        return isHeaderWhole && !startsWithHeader(Payload.of(buffer.toByteArray()), ports) ? BAD_HEADER : Answer.DONE;
    }

    long pendingBytes() {
        return kind == Kind.LOADING ? 0 : buffer.remaining();
    }

    long initialBytes() {
        return kind == Kind.PRE_COPY ? buffer.remaining() : 0;
    }

    void writeTo(SnapshotWriter snapshot) {
        snapshot.putInt(kind.ordinal());
        buffer.writeTo(snapshot);
    }

    void readFrom(SnapshotReader snapshot) {
        kind = Kind.ALL[snapshot.intWithin(0, Kind.ALL.length - 1)];
        buffer.readFrom(snapshot);
    }

    void replace(CardStreams other) {
        kind = other.kind;
        buffer = other.buffer;
    }

    void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        tree.put(prefix + "bytes", buffer.remaining());
    }
}
