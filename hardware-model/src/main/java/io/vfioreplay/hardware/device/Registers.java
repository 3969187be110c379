package io.vfioreplay.hardware.device;

import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.memory.Allowance;
import io.vfioreplay.hardware.state.Sha256;
import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import io.vfioreplay.hardware.state.StateTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was last read from and last written to each (region, offset, length) of a device, and how often.
 *
 * <p>Values of up to 8 bytes are numbers, little-endian as on the wire; of longer ones length and SHA-256 are kept. An access
 * does not allocate unless it is the first to its place. One thread at a time.
 *
 * <p>A place takes one row of eight longs in an open-addressing table, which is one cache line:
 *
 * <pre>
 *   0 offset | 1 key | 2 last read | 3 last written | 4 reads | 5 writes | 6 position of 2 | 7 position of 3
 *   key:  bit 63 used, bits 62-32 region + 2, bits 31-0 length
 *   last: the number, or where its digest lies;  reads, writes: bit 63 says that the last value was not seen
 * </pre>
 */
public final class Registers {

    /** The region index of v1's migration registers, which are in no region of v2. */
    public static final int MIGRATION_REGION = -1;

    static final int ROW = 8;
    private static final int ROW_SHIFT = 3;
    static final int KEY = 1;
    static final int VALUE = 2;
    static final int COUNT = 4;
    static final int POSITION = 6;
    static final int READ = 0;
    static final int WRITTEN = 1;
    static final int ROWS_INITIAL = 8;
    static final int NUMBER_BYTES_MAX = Long.BYTES;
    private static final int REGION_BIAS = 2;
    /** A new place that finds no row within so many steps is not kept: places chosen to collide cost no time. */
    private static final int STEPS_MAX = 256;

    private static final long USED = 1L << 63;
    private static final long UNSEEN = 1L << 63;

    private final int device;
    private final Allowance allowance;
    private final @Nullable Places places;
    private int[] numbers; // Of the place in each row; empty while nobody listens.
    private final Sha256 sha256 = new Sha256();
    private final byte[] newest = new byte[Sha256.BYTES];
    private long[] rows = new long[ROWS_INITIAL * ROW];
    private byte[] digests = new byte[0];
    private int digestCount;
    private int used;
    private long notTracked;

    /**
     * One place and what was seen there.
     *
     * @param region region index, or {@link #MIGRATION_REGION}
     * @param offset bytes from the region's start
     * @param length bytes of one access
     * @param lastRead what was last read, empty when it never was
     * @param lastWritten what was last written, empty when it never was
     */
    public record Register(
            int region, long offset, int length, Optional<Access> lastRead, Optional<Access> lastWritten) {}

    /**
     * The last access of one kind.
     *
     * @param text {@code 0x00000001}, or {@code 64 bytes sha256:...}, or {@code ?} when the capture does not show it
     * @param number the value, 0 unless it has 1 to 8 bytes and was seen
     * @param position the last access' position in the journal
     * @param count how many such accesses there were
     */
    public record Access(String text, long number, long position, long count) {}

    /**
     * No places yet.
     *
     * @param device the index that places are told with
     * @param places is told of new places and of accesses, null when nobody listens
     */
    Registers(int device, Allowance allowance, @Nullable Places places) {
        this.device = device;
        this.allowance = allowance;
        this.places = places;
        numbers = new int[places == null ? 0 : ROWS_INITIAL];
    }

    Registers(Allowance allowance) {
        this(0, allowance, null);
    }

    /** The place, or empty when it was never accessed (or not kept). */
    public Optional<Register> at(int region, long offset, int length) {
        int row = rowOf(rows, offset, key(region, length));
        return rows[row + KEY] == 0 ? Optional.empty() : Optional.of(register(row));
    }

    /** All places, by region, offset (unsigned) and length. */
    public List<Register> all() {
        List<Register> all = new ArrayList<>(used);
        for (int row = 0; row < rows.length; row += ROW) {
            if (rows[row + KEY] != 0) {
                all.add(register(row));
            }
        }
        all.sort(Comparator.comparingInt(Register::region)
                .thenComparing(Register::offset, Long::compareUnsigned)
                .thenComparingInt(Register::length));
        return all;
    }

    /** How many places there are. */
    public int count() {
        return used;
    }

    /** Accesses to places that were not kept since there were too many. */
    public long notTracked() {
        return notTracked;
    }

    void read(long position, int region, long offset, int length, Payload data) {
        put(READ, position, region, offset, length, data);
    }

    void written(long position, int region, long offset, int length, Payload data) {
        put(WRITTEN, position, region, offset, length, data);
    }

    void readNumber(long position, int region, long offset, int length, long value) {
        putNumber(READ, position, row(region, offset, numberBytes(length)), value);
    }

    void writtenNumber(long position, int region, long offset, int length, long value) {
        putNumber(WRITTEN, position, row(region, offset, numberBytes(length)), value);
    }

    /**
     * Adds {@code bar0/0x10/read} and so on. Accesses of several lengths to one offset are listed in one leaf, by length.
     */
    void describe(StateTree.Builder tree, String prefix) {
        List<Register> all = all();
        for (int from = 0; from < all.size(); ) {
            int to = from + 1;
            while (to < all.size() && isSameOffset(all.get(from), all.get(to))) {
                to++;
            }
            RegisterLeaves.describe(tree, prefix, all.subList(from, to));
            from = to;
        }
        Texts.putUnlessZero(tree, prefix + "registersNotTracked", notTracked);
    }

    void writeTo(SnapshotWriter out) {
        out.putPacked(notTracked);
        RegisterSnapshot.write(out, used, rows, digests);
    }

    /** Becomes what was written; there were no places before, and nobody listens. */
    void readFrom(SnapshotReader in) {
        notTracked = in.packed();
        RegisterSnapshot read = RegisterSnapshot.readFrom(in, allowance);
        used = read.used();
        rows = read.rows();
        digests = read.digests();
        digestCount = read.digestCount();
    }

    private static int numberBytes(int length) {
        return Math.max(0, Math.min(length, NUMBER_BYTES_MAX));
    }

    private static boolean isSameOffset(Register left, Register right) {
        return left.region == right.region && left.offset == right.offset;
    }

    private void put(int which, long position, int region, long offset, int length, Payload data) {
        int row = row(region, offset, length);
        if (row < 0) {
            return;
        }
        boolean isSeen = data.length() == length;
        if (length <= NUMBER_BYTES_MAX) {
            putValue(which, position, row, data.littleEndian(), isSeen);
        } else {
            putDigest(which, position, row, data, isSeen);
        }
    }

    private void putNumber(int which, long position, int row, long value) {
        if (row >= 0) {
            putValue(which, position, row, value, true);
        }
    }

    private void putValue(int which, long position, int row, long value, boolean isSeen) {
        if (places != null) {
            int shown = Math.max(0, (int) rows[row + KEY]) * Byte.SIZE;
            long difference = shown == 0 ? 0 : (value ^ rows[row + VALUE + which]) << (Long.SIZE - shown);
            tell(places, which, row, isSeen, (int) ((difference | -difference) >>> (Long.SIZE - 1)));
        }
        rows[row + VALUE + which] = value;
        counted(which, position, row, isSeen);
    }

    private void putDigest(int which, long position, int row, Payload data, boolean isSeen) {
        boolean isSame = false;
        if (isSeen) {
            sha256.update(data, data.length());
            sha256.finishInto(newest, 0);
            int at = digestOf(which, row);
            isSame = Arrays.equals(newest, 0, Sha256.BYTES, digests, at, at + Sha256.BYTES);
            System.arraycopy(newest, 0, digests, at, Sha256.BYTES);
        }
        if (places != null) {
            tell(places, which, row, isSeen, isSame ? 0 : 1);
        }
        counted(which, position, row, isSeen);
    }

    /** Where the digest of this value lies, or is to lie. */
    private int digestOf(int which, int row) {
        if (rows[row + VALUE + which] == 0) {
            if (digestCount * Sha256.BYTES == digests.length) {
                digests = Arrays.copyOf(digests, Math.max(8 * Sha256.BYTES, 2 * digests.length));
            }
            rows[row + VALUE + which] = ++digestCount;
        }
        return ((int) rows[row + VALUE + which] - 1) * Sha256.BYTES;
    }

    /** Tells of an access that is not counted yet, and whether its value is another, 1 or 0. */
    private void tell(Places listening, int which, int row, boolean isSeen, int isOther) {
        long count = rows[row + COUNT + which];
        boolean isFirst = isSeen ? count <= 0 : count >= 0; // That was seen, or that was not.
        int change = isFirst ? 1 : isSeen ? isOther : 0;
        int access = which * RegisterListener.WRITE | change * RegisterListener.CHANGE;
        listening.accessed(numbers[row >>> ROW_SHIFT], access);
    }

    private void counted(int which, long position, int row, boolean isSeen) {
        long count = (rows[row + COUNT + which] & ~UNSEEN) + 1;
        rows[row + COUNT + which] = isSeen ? count : count | UNSEEN;
        rows[row + POSITION + which] = position;
    }

    /** Where the row of this place begins, or -1 when there is no room for it. */
    private int row(int region, long offset, int length) {
        long key = key(region, length);
        int row = rowOf(rows, offset, key);
        return rows[row + KEY] != 0 ? row : newRow(row, offset, key);
    }

    private int newRow(int row, long offset, long key) {
        int last = (rows.length >>> ROW_SHIFT) - 1;
        int steps = ((row >>> ROW_SHIFT) - home(offset, key, last)) & last;
        if (steps > STEPS_MAX || !allowance.take()) {
            notTracked++;
            return -1;
        }
        used++;
        int place = row;
        if (used * 2 * ROW > rows.length) {
            grow();
            place = rowOf(rows, offset, key);
        }
        rows[place] = offset;
        rows[place + KEY] = key;
        if (places != null) {
            numbers[place >>> ROW_SHIFT] = places.seen(device, region(key), offset);
        }
        return place;
    }

    private void grow() {
        long[] bigger = new long[rows.length * 2];
        int[] moved = new int[numbers.length * 2];
        for (int row = 0; row < rows.length; row += ROW) {
            if (rows[row + KEY] != 0) {
                int place = rowOf(bigger, rows[row], rows[row + KEY]);
                System.arraycopy(rows, row, bigger, place, ROW);
                if (places != null) {
                    moved[place >>> ROW_SHIFT] = numbers[row >>> ROW_SHIFT];
                }
            }
        }
        rows = bigger;
        numbers = moved;
    }

    private static int rowOf(long[] rows, long offset, long key) {
        int last = (rows.length >>> ROW_SHIFT) - 1;
        int index = home(offset, key, last);
        while (true) {
            int row = index << ROW_SHIFT;
            if (rows[row + KEY] == 0 || (rows[row] == offset && rows[row + KEY] == key)) {
                return row;
            }
            index = (index + 1) & last;
        }
    }

    /** The first row, by number, of a place in a table whose last row has the number {@code last}. */
    static int home(long offset, long key, int last) {
        long mixed = (offset ^ Long.rotateLeft(key, 29)) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xbf58_476d_1ce4_e5b9L;
        return (int) (mixed >>> 32) & last;
    }

    private static long key(int region, int length) {
        return keyOf((region + REGION_BIAS) & 0x7fff_ffffL, length & 0xffff_ffffL);
    }

    /** The key of a region, with {@link #REGION_BIAS} added, and a length. */
    static long keyOf(long biasedRegion, long length) {
        return USED | biasedRegion << Integer.SIZE | length;
    }

    static long biasedRegion(long key) {
        return (key >>> Integer.SIZE) & 0x7fff_ffffL;
    }

    private static int region(long key) {
        return (int) biasedRegion(key) - REGION_BIAS;
    }

    private Register register(int row) {
        long key = rows[row + KEY];
        int length = (int) key;
        return new Register(region(key), rows[row], length, access(row, READ, length), access(row, WRITTEN, length));
    }

    private Optional<Access> access(int row, int which, int length) {
        long count = rows[row + COUNT + which];
        if (count == 0) {
            return Optional.empty();
        }
        boolean isNumber = count > 0 && length <= NUMBER_BYTES_MAX;
        long value = rows[row + VALUE + which];
        return Optional.of(new Access(
                count < 0 ? Texts.UNSEEN : text(value, length),
                isNumber ? value : 0,
                rows[row + POSITION + which],
                count & ~UNSEEN));
    }

    private String text(long value, int length) {
        return length <= NUMBER_BYTES_MAX
                ? Texts.number(value, length)
                : Texts.hashed(length, digests, ((int) value - 1) * Sha256.BYTES);
    }
}
