package io.vfioreplay.engine.index;

import static io.vfioreplay.hardware.device.RegisterListener.CHANGE;
import static io.vfioreplay.hardware.device.RegisterListener.WRITE;

import io.vfioreplay.hardware.event.EventKind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Numbers for terms, in the order in which they are met, so that the same events give the same numbers. One thread.
 *
 * <p>A register has four numbers one behind the other, of which every access has one: read with the value of the last time, written
 * with it, read with another, written with another. A row of two longs is one register, one event kind of a device, or one piece of
 * memory:
 *
 * <pre>
 *   0   bits 61-60 what it is, 45-32 device + 1, 31-0 region
 *   1   code of the kind | offset | granule
 * </pre>
 *
 * <p>Finding a number allocates nothing. What a hostile journal can make of it is bounded: there are at most
 * {@value #DEVICES_MAX} devices, all later ones together count as one more; registers are as many as the observed host keeps,
 * half a million; pieces of memory {@value #PIECES_MAX}, all later ones count as everywhere. That is some 40 bytes for each.
 */
final class TermNumbers {

    static final int DEVICES_MAX = 4096;

    private static final int NONE = -1;
    private static final int PIECES_MAX = 1 << 18;
    private static final int HAPPENED = 0;
    private static final int REGISTER = 1;
    private static final int MEMORY = 2;
    private static final int SORT_SHIFT = 60;
    private static final int DEVICE_MASK = 0x3fff;
    private static final int ROWS_INITIAL = 64;
    private static final int ACCESSES = 4;
    private static final EventKind[] KINDS = EventKind.values();

    private long[] whats = new long[ROWS_INITIAL];
    private long[] wheres = new long[ROWS_INITIAL];
    private int[] numbers = new int[ROWS_INITIAL];
    private int[] table = new int[ROWS_INITIAL * 2]; // Row + 1, or 0.
    private int rows;
    private int count;
    private int pieces;

    /** How many numbers were given; they begin at 0. */
    int count() {
        return count;
    }

    /** How many rows there are. */
    int rows() {
        return rows;
    }

    /** What and where of a row, to be written down. */
    long what(int row) {
        return whats[row];
    }

    long where(int row) {
        return wheres[row];
    }

    /** How many numbers a row has. */
    int width(int row) {
        return widthOf(whats[row]);
    }

    /** The first number of a row. */
    int number(int row) {
        return numbers[row];
    }

    /** The terms of a row, when those of its numbers are used whose bits are set. */
    List<Term> terms(int row, int used) {
        int device = ((int) (whats[row] >>> Integer.SIZE) & DEVICE_MASK) - 1;
        if (used == 0) {
            return List.of();
        }
        return switch (sort(whats[row])) {
            case HAPPENED -> List.of(new Term.Happened(device, KINDS[(int) wheres[row]]));
            case REGISTER ->
                Stream.of(Term.Access.values())
                        .filter(access -> (used & numbersOf(access)) != 0)
                        .<Term>map(access -> new Term.Register(device, (int) whats[row], wheres[row], access))
                        .toList();
            default -> List.of(new Term.Memory(device, wheres[row]));
        };
    }

    /** Which of a register's numbers an access has, a bit for each. */
    private static int numbersOf(Term.Access access) {
        return switch (access) {
            case READ -> 1 | 1 << CHANGE;
            case WRITTEN -> 1 << WRITE | 1 << (CHANGE | WRITE);
            case READ_CHANGED -> 1 << CHANGE;
            case WRITTEN_CHANGED -> 1 << (CHANGE | WRITE);
        };
    }

    /** Adds a row that was written down; whether it is one that can be. */
    boolean addRow(long what, long where) {
        boolean isKnownSort = what >>> SORT_SHIFT <= MEMORY;
        boolean isKind = sort(what) != HAPPENED || (where >= 0 && where < KINDS.length);
        if (!isKnownSort || !isKind || find(what, where) != NONE) {
            return false;
        }
        add(what, where);
        return true;
    }

    /** The number of this kind on this device. */
    int happened(int device, EventKind kind) {
        return of(what(HAPPENED, device, 0), kind.code());
    }

    /** The first number of this register; the bits of an access are added to it. */
    int register(int device, int region, long offset) {
        return of(what(REGISTER, device, region), offset);
    }

    /** The number of this piece of memory, or of everywhere. */
    int memory(int device, long granule) {
        long what = what(MEMORY, device, 0);
        int known = find(what, granule);
        if (known != NONE) {
            return known;
        }
        boolean isOneTooMany = granule != Term.Memory.EVERYWHERE && pieces == PIECES_MAX;
        return isOneTooMany ? of(what, Term.Memory.EVERYWHERE) : add(what, granule);
    }

    /** The numbers of events with a term, as far as they were met. A piece of memory is also where everything is. */
    IntStream find(Term term) {
        if (term instanceof Term.Happened happened) {
            return met(
                    find(what(HAPPENED, happened.device(), 0), happened.kind().code()), 1);
        }
        if (term instanceof Term.Register register) {
            int first = find(what(REGISTER, register.device(), register.region()), register.offset());
            return met(first, numbersOf(register.access()));
        }
        Term.Memory memory = (Term.Memory) term;
        long what = what(MEMORY, memory.device(), 0);
        return IntStream.concat(met(find(what, memory.granule()), 1), met(find(what, Term.Memory.EVERYWHERE), 1));
    }

    private static IntStream met(int first, int which) {
        return first == NONE
                ? IntStream.empty()
                : IntStream.range(0, ACCESSES)
                        .filter(i -> (which >> i & 1) != 0)
                        .map(i -> first + i);
    }

    private static long what(int sort, int device, int region) {
        long clipped = Math.max(-1, Math.min(device, DEVICES_MAX)) + 1L;
        return (long) sort << SORT_SHIFT | clipped << Integer.SIZE | Integer.toUnsignedLong(region);
    }

    private static int sort(long what) {
        return (int) (what >>> SORT_SHIFT);
    }

    private static int widthOf(long what) {
        return sort(what) == REGISTER ? ACCESSES : 1;
    }

    private int of(long what, long where) {
        int known = find(what, where);
        return known != NONE ? known : add(what, where);
    }

    private int find(long what, long where) {
        int mask = table.length - 1;
        for (int at = home(what, where, mask); table[at] != 0; at = (at + 1) & mask) {
            int row = table[at] - 1;
            if (wheres[row] == where && whats[row] == what) {
                return numbers[row];
            }
        }
        return NONE;
    }

    private int add(long what, long where) {
        if (rows == whats.length) {
            grow();
        }
        whats[rows] = what;
        wheres[rows] = where;
        numbers[rows] = count;
        put(rows++);
        pieces += sort(what) == MEMORY ? 1 : 0;
        int first = count;
        count += widthOf(what);
        return first;
    }

    private void grow() {
        int capacity = 2 * rows;
        whats = Arrays.copyOf(whats, capacity);
        wheres = Arrays.copyOf(wheres, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
        table = new int[2 * capacity];
        for (int row = 0; row < rows; row++) {
            put(row);
        }
    }

    private void put(int row) {
        int mask = table.length - 1;
        int at = home(whats[row], wheres[row], mask);
        while (table[at] != 0) {
            at = (at + 1) & mask;
        }
        table[at] = row + 1;
    }

    private static int home(long what, long where, int mask) {
        long mixed = (where ^ Long.rotateLeft(what, 23)) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xbf58_476d_1ce4_e5b9L;
        return (int) (mixed >>> 32) & mask;
    }
}
