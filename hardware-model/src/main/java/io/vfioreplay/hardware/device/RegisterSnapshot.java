package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.memory.Allowance;
import io.vfioreplay.hardware.memory.TableLayout;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import java.util.Arrays;

/**
 * The table of {@link Registers} in a snapshot: row by row in the order of the table, with how many rows are free in front of each,
 * positions as their distances from the latest, and digests where they belong.
 */
final class RegisterSnapshot {

    /** Gap, offset, region, length, and that there was neither a read nor a write. */
    private static final int ROW_BYTES_MIN = 6;

    private final SnapshotReader in;
    private final int used;
    private final long latest;
    private final long[] rows;
    private byte[] digests = new byte[0];
    private int digestCount;

    private RegisterSnapshot(SnapshotReader in, Allowance allowance) {
        this.in = in;
        used = in.count(ROW_BYTES_MIN);
        allowance.takeAll(used); // First: a row takes many times the bytes that claim it.
        latest = in.longValue();
        rows = new long[TableLayout.slots(used, Registers.ROWS_INITIAL) * Registers.ROW];
    }

    /** The table that comes next, whose rows are taken from the allowance. */
    static RegisterSnapshot readFrom(SnapshotReader in, Allowance allowance) {
        RegisterSnapshot read = new RegisterSnapshot(in, allowance);
        read.readRows();
        return read;
    }

    int used() {
        return used;
    }

    long[] rows() {
        return rows;
    }

    byte[] digests() {
        return digests;
    }

    int digestCount() {
        return digestCount;
    }

    static void write(SnapshotWriter out, int used, long[] rows, byte[] digests) {
        long latest = latest(rows);
        out.putPacked(used).putLong(latest);
        int next = 0;
        for (int row = 0; row < rows.length; row += Registers.ROW) {
            long key = rows[row + Registers.KEY];
            if (key != 0) {
                out.putPacked((row - next) / Registers.ROW).putPacked(rows[row]);
                out.putPacked(Registers.biasedRegion(key)).putPacked(Integer.toUnsignedLong((int) key));
                writeAccess(out, row, Registers.READ, latest, rows, digests);
                writeAccess(out, row, Registers.WRITTEN, latest, rows, digests);
                next = row + Registers.ROW;
            }
        }
    }

    private static void writeAccess(SnapshotWriter out, int row, int which, long latest, long[] rows, byte[] digests) {
        long count = rows[row + Registers.COUNT + which];
        out.putPacked(count << 1 | count >>> (Long.SIZE - 1));
        if (count == 0) {
            return;
        }
        long value = rows[row + Registers.VALUE + which];
        out.putPacked(latest - rows[row + Registers.POSITION + which]);
        if ((int) rows[row + Registers.KEY] <= Registers.NUMBER_BYTES_MAX) {
            out.putPacked(value);
            return;
        }
        out.putBoolean(value != 0);
        if (value != 0) {
            out.putRaw(digests, ((int) value - 1) * Sha256.BYTES, Sha256.BYTES);
        }
    }

    private static long latest(long[] rows) {
        long latest = 0;
        for (int row = 0; row < rows.length; row += Registers.ROW) {
            if (rows[row + Registers.KEY] != 0) {
                latest = Math.max(latest, Math.max(rows[row + Registers.POSITION], rows[row + Registers.POSITION + 1]));
            }
        }
        return latest;
    }

    private void readRows() {
        int last = rows.length / Registers.ROW - 1;
        int slot = -1;
        for (int i = 0; i < used; i++) {
            slot += 1 + (int) in.packedWithin(last - slot - 1);
            int row = slot * Registers.ROW;
            rows[row] = in.packed();
            long region = in.packedWithin(Integer.MAX_VALUE);
            rows[row + Registers.KEY] = Registers.keyOf(region, in.packedWithin(0xffff_ffffL));
            readAccess(row, Registers.READ);
            readAccess(row, Registers.WRITTEN);
        }
        TableLayout.check(
                in,
                last + 1,
                at -> rows[at * Registers.ROW + Registers.KEY] != 0,
                at -> Registers.home(rows[at * Registers.ROW], rows[at * Registers.ROW + Registers.KEY], last));
    }

    private void readAccess(int row, int which) {
        long packed = in.packed();
        if (packed == 0) {
            return;
        }
        if (packed == 1) {
            throw in.damaged("an access that never was");
        }
        rows[row + Registers.COUNT + which] = packed >>> 1 | packed << (Long.SIZE - 1);
        rows[row + Registers.POSITION + which] = latest - in.packed();
        if ((int) rows[row + Registers.KEY] <= Registers.NUMBER_BYTES_MAX) {
            rows[row + Registers.VALUE + which] = in.packed();
        } else if (in.booleanValue()) {
            rows[row + Registers.VALUE + which] = readDigest();
        } else if (packed << (Long.SIZE - 1) == 0) {
            throw in.damaged("a long value that was seen, without its digest");
        }
    }

    private long readDigest() {
        if (digestCount * Sha256.BYTES == digests.length) {
            digests = Arrays.copyOf(digests, Math.max(8 * Sha256.BYTES, 2 * digests.length));
        }
        in.raw(digests, digestCount * Sha256.BYTES, Sha256.BYTES);
        return ++digestCount;
    }
}
