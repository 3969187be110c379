package io.vfioreplay.hardware.model;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.nio.charset.StandardCharsets;

/**
 * The data window of a v1 migration region and the three registers that drive it.
 *
 * <pre>
 *   0 device_state u32 | 4 reserved u32 | 8 pending_bytes u64 | 16 data_offset u64 | 24 data_size u64
 *   0x1000 the window, 64 KiB
 * </pre>
 *
 * <p>Saving: pending_bytes says whether there is more; reading data_offset commits to one segment, which stays the same until
 * pending_bytes is read again, which says that it was taken. Loading: data is written into the window, and
 * writing data_size hands over that many bytes.
 *
 * <p>ours: the window begins at one page and never moves; a segment that was committed to and not taken is still the next one
 * after a change of state, also where revision 2 empties the window, since a device cannot take back half a record; pending_bytes reads as 0 while nothing is saved.
 *
 * <p>Source: Linux 5.8 {@code struct vfio_device_migration_info} and the sequences in its comment.
 */
final class WindowV1 {

    static final int PENDING_BYTES = 8;
    static final int DATA_OFFSET = 16;
    static final int DATA_SIZE = 24;
    static final long START = 0x1000;
    static final int SIZE = 0x1_0000;
    private static final int WHY_BYTES_MAX = 1024;

    private final KnownDevice device;
    private final byte[] window = new byte[SIZE];
    /** How many bytes of the window are a segment that was committed to. */
    private int segment;
    /** Whether pending_bytes has to be read before the next segment. */
    private boolean isCommitted;
    /** Why the model cannot say what the segment is; empty when it can. */
    private String unknown = "";

    WindowV1(KnownDevice device) {
        this.device = device;
    }

    /** The stream is gone, and with it what was in the window. */
    void clear() {
        segment = 0;
        isCommitted = false;
        unknown = "";
    }

    /**
     * The window is emptied in the middle of a stream: nothing can be read before data_offset says where. What was committed to and
     * not taken is handed out again first.
     */
    void empty() {
        isCommitted = false;
    }

    /** While saving: what a register reads as. Reading data_offset commits to a segment. */
    Answer readSaving(int offset) {
        return switch (offset) {
            case PENDING_BYTES -> pending();
            case DATA_OFFSET -> committed();
            case DATA_SIZE ->
                unknown.isEmpty() ? Answer.of(isCommitted ? segment : 0, Long.BYTES) : new Answer.Unknown(unknown);
            default -> MigrationFront.REFUSED;
        };
    }

    /** While loading, or neither. */
    Answer readOther(int offset) {
        return switch (offset) {
            case PENDING_BYTES, DATA_SIZE -> Answer.of(0, Long.BYTES);
            case DATA_OFFSET -> Answer.of(START, Long.BYTES);
            default -> MigrationFront.REFUSED;
        };
    }

    /** Reads from the segment. */
    Answer read(long offset, int length) {
        if (!unknown.isEmpty()) {
            return new Answer.Unknown(unknown);
        }
        if (!isCommitted || !isWithin(offset, length, segment)) {
            return MigrationFront.REFUSED;
        }
        byte[] bytes = new byte[length];
        System.arraycopy(window, (int) (offset - START), bytes, 0, length);
        return Answer.of(bytes);
    }

    /** Writes into the window. */
    Answer write(long offset, Payload data) {
        if (!isWithin(offset, data.length(), SIZE)) {
            return MigrationFront.REFUSED;
        }
        data.copyTo(0, window, (int) (offset - START), data.length());
        return Answer.DONE;
    }

    /** Hands the first bytes of the window to the device. */
    Answer load(long size) {
        if (size < 0 || size > SIZE) {
            return MigrationFront.REFUSED;
        }
        byte[] bytes = new byte[(int) size];
        System.arraycopy(window, 0, bytes, 0, bytes.length);
        return device.writeData(Payload.of(bytes));
    }

    void describe(StateTree.Builder tree, String prefix) {
        tree.put(prefix + "segment", segment);
    }

    void writeTo(SnapshotWriter out) {
        out.putInt(segment).putBoolean(isCommitted).putBytes(unknown.getBytes(StandardCharsets.UTF_8));
        out.putBytes(window);
    }

    void readFrom(SnapshotReader in) {
        int newSegment = in.intWithin(0, SIZE);
        boolean newCommitted = in.booleanValue();
        byte[] why = in.bytes(WHY_BYTES_MAX);
        System.arraycopy(in.bytesOfLength(SIZE), 0, window, 0, SIZE);
        segment = newSegment;
        isCommitted = newCommitted;
        unknown = new String(why, StandardCharsets.UTF_8);
    }

    private Answer pending() {
        if (isCommitted) {
            clear();
        }
        return Answer.of(device.pendingBytes(), Long.BYTES);
    }

    private Answer committed() {
        if (!isCommitted && segment == 0 && unknown.isEmpty()) {
            Answer answer = device.readData(SIZE);
            if (answer instanceof Answer.Unknown gone) {
                unknown = gone.why();
            } else if (answer instanceof Answer.Bytes bytes) {
                segment = bytes.bytes().length();
                bytes.bytes().copyTo(0, window, 0, segment);
            }
        }
        isCommitted = true;
        return Answer.of(START, Long.BYTES);
    }

    private static boolean isWithin(long offset, int length, int size) {
        return offset >= START && length >= 0 && offset - START <= size - length;
    }
}
