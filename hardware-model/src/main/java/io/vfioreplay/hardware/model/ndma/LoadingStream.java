package io.vfioreplay.hardware.model.ndma;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * The stream of a device that is loaded, cut into records wherever its writes end. One thread at a time.
 *
 * <p>ours: after a record that makes no sense every further byte gets the same error.
 */
final class LoadingStream {

    private static final int OK = 0;
    private static final int ENOMEM = 12;
    private static final int EFAULT = 14;
    private static final int EOPNOTSUPP = 95;
    private static final int ERRNO_MAX = 4095;

    /** The record that is not complete yet, in the first {@link #held} bytes. */
    private final byte[] partial = new byte[StreamRecord.BYTES_MAX];

    private int held;
    private boolean isLoading;
    private boolean isStarted;
    private boolean isEnded;
    private int errno;

    /** A stream begins. */
    void begin() {
        end();
        isLoading = true;
    }

    /** There is no stream any more. */
    void end() {
        held = 0;
        isLoading = false;
        isStarted = false;
        isEnded = false;
        errno = OK;
    }

    boolean isLoading() {
        return isLoading;
    }

    /** Whether all that was written are whole records that make sense; whether the end was among them does not count. */
    boolean isWhole() {
        return errno == OK && held == 0;
    }

    /**
     * Takes bytes.
     *
     * @param applied takes each record as it becomes complete, and answers 0 or an errno
     * @return 0 or an errno
     */
    int write(Payload data, ToIntFunction<StreamRecord> applied) {
        if (!isLoading) {
            return Errno.ENODEV;
        }
        for (int at = 0; at < data.length() && errno == OK; ) {
            at += take(data, at);
            errno = held < StreamRecord.HEADER_BYTES ? OK : looked(applied);
        }
        return errno;
    }

    /** Takes bytes up to the end of the record's header, or of the record; returns how many. */
    private int take(Payload data, int at) {
        int end = held < StreamRecord.HEADER_BYTES ? StreamRecord.HEADER_BYTES : (int) StreamRecord.length(partial);
        int count = Math.min(end - held, data.length() - at);
        data.copyTo(at, partial, held, count);
        held += count;
        return count;
    }

    /** Looks at a record of which at least the header is there. */
    private int looked(ToIntFunction<StreamRecord> applied) {
        if (!isStarted && StreamRecord.of(partial, StreamRecord.HEADER_BYTES).tag() != StreamRecord.HEADER) {
            return EFAULT;
        }
        long length = StreamRecord.length(partial);
        if (length > StreamRecord.BYTES_MAX) {
            return ENOMEM;
        }
        return held < length ? OK : complete(applied);
    }

    private int complete(ToIntFunction<StreamRecord> applied) {
        int length = held;
        held = 0;
        StreamRecord record = StreamRecord.of(partial, length);
        if (record.tag() == StreamRecord.HEADER && !record.isHeader()) {
            return EFAULT;
        }
        if (!StreamRecord.isIntact(partial, length)) {
            return Errno.EINVAL;
        }
        isStarted = true;
        isEnded = record.tag() == StreamRecord.END;
        return switch (record.tag()) {
            case StreamRecord.HEADER -> OK;
            case StreamRecord.END -> record.payload().length() == 0 ? OK : Errno.EINVAL;
            case StreamRecord.PAGE, StreamRecord.STATE -> applied.applyAsInt(record);
            default -> record.flags() == StreamRecord.OPTIONAL ? OK : EOPNOTSUPP;
        };
    }

    void writeTo(SnapshotWriter out) {
        out.putBoolean(isLoading).putBoolean(isStarted).putBoolean(isEnded).putInt(errno);
        out.putBytes(Arrays.copyOf(partial, held));
    }

    /**
     * What was written into a snapshot.
     *
     * @throws IllegalArgumentException when there is something else
     */
    static LoadingStream readFrom(SnapshotReader in) {
        LoadingStream read = new LoadingStream();
        read.isLoading = in.booleanValue();
        read.isStarted = in.booleanValue();
        read.isEnded = in.booleanValue();
        read.errno = in.intWithin(OK, ERRNO_MAX);
        byte[] bytes = in.bytes(StreamRecord.BYTES_MAX - 1);
        System.arraycopy(bytes, 0, read.partial, 0, bytes.length);
        read.held = bytes.length;
        boolean hasHeader = read.held >= StreamRecord.HEADER_BYTES;
        long length = StreamRecord.length(read.partial);
        if (read.errno == OK && hasHeader && (length <= read.held || length > StreamRecord.BYTES_MAX)) {
            throw new IllegalArgumentException("a record that cannot wait for more bytes");
        }
        return read;
    }

    void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "loading", isLoading);
        if (isLoading) {
            tree.put(prefix + "partialRecord", held);
            tree.put(prefix + "ended", isEnded);
            tree.put(prefix + "error", errno == OK ? "none" : Errno.name(errno));
        }
    }
}
