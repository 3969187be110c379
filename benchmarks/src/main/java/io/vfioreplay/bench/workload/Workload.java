package io.vfioreplay.bench.workload;

import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import java.util.Random;

/**
 * Any number of accesses to the registers of one device, as a driver makes them that keeps a few queues busy: reads and writes
 * of four bytes on forty registers of two regions, about a microsecond apart, of which most reads find what was there before.
 *
 * <p>An event is six numbers, 48 bytes: sequence, time, word (device, kind and size), address (region and offset), value, origin.
 * {@value #DISTINCT} of them are made before the clock starts, so that making them costs nobody anything; behind them they
 * repeat with times that go on. They fit into a second-level cache, and no contestant looks back that far, so the repetition
 * helps nobody. The same seed gives the same events. Immutable; any thread.
 */
public final class Workload {

    /** Bytes of an event that is written as its six numbers. */
    public static final int EVENT_BYTES = 6 * Long.BYTES;
    /** Bytes of every access. */
    public static final int ACCESS_BYTES = 4;

    private static final int DISTINCT_BITS = 16;
    private static final int DISTINCT = 1 << DISTINCT_BITS;
    private static final int FIELDS = 4;
    private static final int KIND_SHIFT = 8;
    private static final int REGION_SHIFT = 40;
    private static final long OFFSET_MASK = (1L << REGION_SHIFT) - 1;
    private static final long START_NANOS = 1_700_000_000_000_000_000L;
    private static final int STEP_NANOS_MIN = 700;
    private static final int STEP_NANOS_SPREAD = 600;
    private static final int HUNDRED = 100;

    private final long[] rows = new long[DISTINCT * FIELDS];
    private final long spanNanos;

    /** Makes the events of a seed. */
    public Workload(long seed) {
        Random random = new Random(seed);
        Register[] registers = registers(random);
        long nanos = 0;
        for (int i = 0; i < DISTINCT; i++) {
            nanos += STEP_NANOS_MIN + random.nextInt(STEP_NANOS_SPREAD);
            Register register = registers[Math.min(random.nextInt(registers.length), random.nextInt(registers.length))];
            boolean isRead = random.nextInt(HUNDRED) < register.readPercent;
            EventKind kind = isRead ? EventKind.MMIO_READ : EventKind.MMIO_WRITTEN;
            int at = i * FIELDS;
            rows[at] = nanos;
            rows[at + 1] = (long) kind.code() << KIND_SHIFT | ACCESS_BYTES;
            rows[at + 2] = register.address;
            rows[at + 3] = register.next(random);
        }
        spanNanos = nanos;
    }

    /** A register: how often it is read, and how its value behaves. */
    private static final class Register {

        private final long address;
        private final int readPercent;
        private final int stayPercent;
        private int value;

        Register(long address, int readPercent, int stayPercent) {
            this.address = address;
            this.readPercent = readPercent;
            this.stayPercent = stayPercent;
        }

        long next(Random random) {
            int dice = random.nextInt(HUNDRED);
            if (dice >= stayPercent) {
                value = dice % 2 == 0 ? value + 1 : random.nextInt();
            }
            return Integer.toUnsignedLong(value);
        }
    }

    /** Twenty-four registers of region 0, and the sixteen of a second one a page apart. */
    private static Register[] registers(Random random) {
        Register[] registers = new Register[40];
        for (int i = 0; i < registers.length; i++) {
            long address = i < 24 ? 0x10 + 4L * i : 2L << REGION_SHIFT | (0x1000 + 4L * (i - 24));
            registers[i] = new Register(address, random.nextInt(HUNDRED), 40 + random.nextInt(50));
        }
        return registers;
    }

    /** The wall-clock time of the event with this sequence, ns since 1970. */
    public long timeNanos(long sequence) {
        return START_NANOS + (sequence >>> DISTINCT_BITS) * spanNanos + rows[at(sequence)];
    }

    /** Device, kind and size in one number. */
    public long word(long sequence) {
        return rows[at(sequence) + 1];
    }

    /** Region and offset in one number. */
    public long address(long sequence) {
        return rows[at(sequence) + 2];
    }

    /** What was read or written. */
    public long value(long sequence) {
        return rows[at(sequence) + 3];
    }

    /** Who accessed: always the processor. */
    public long origin() {
        return EventSink.CPU;
    }

    /** The code of the event's kind, a read or a write. */
    int kindCode(long sequence) {
        return (int) (word(sequence) >> KIND_SHIFT) & 0xff;
    }

    /** The region of an address. */
    static int region(long address) {
        return (int) (address >>> REGION_SHIFT);
    }

    /** The offset in its region of an address. */
    static long offset(long address) {
        return address & OFFSET_MASK;
    }

    private static int at(long sequence) {
        return ((int) sequence & DISTINCT - 1) * FIELDS;
    }
}
