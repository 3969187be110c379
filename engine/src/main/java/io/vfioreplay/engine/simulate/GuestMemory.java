package io.vfioreplay.engine.simulate;

import io.vfioreplay.hardware.event.Payload;

/** The memory of the guest, in which each word differs until it is written: one window of {@value #PAGES} pages. */
final class GuestMemory {

    static final long BASE = 0x4000_0000L;
    static final int PAGE_BYTES = 4096;
    static final int PAGES = 64;
    static final int BYTES = PAGES * PAGE_BYTES;

    private final byte[] bytes = new byte[BYTES];

    /** Memory with content of its own for each seed. */
    GuestMemory(Randomness random) {
        for (int page = 0; page < PAGES; page++) {
            long content = random.next();
            for (int i = 0; i < Long.BYTES; i++) {
                bytes[page * PAGE_BYTES + i] = (byte) (content >>> (i * Byte.SIZE));
            }
        }
    }

    /** Whether this range lies within. */
    static boolean holds(long address, long length) {
        return address >= BASE && length >= 0 && address - BASE <= BYTES - length;
    }

    Payload read(long address, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, (int) (address - BASE), copy, 0, length);
        return Payload.of(copy);
    }

    void write(long address, Payload data) {
        data.copyTo(0, bytes, (int) (address - BASE), data.length());
    }

    /** The pages that a range meets, one bit each. */
    static long pages(long address, int length) {
        int first = (int) ((address - BASE) / PAGE_BYTES);
        int last = (int) ((address - BASE + length - 1) / PAGE_BYTES);
        return (-1L >>> (Long.SIZE - 1 - last)) & (-1L << first);
    }
}
