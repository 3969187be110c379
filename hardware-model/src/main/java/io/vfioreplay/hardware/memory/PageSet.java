package io.vfioreplay.hardware.memory;

import io.vfioreplay.hardware.state.SnapshotReader;
import io.vfioreplay.hardware.state.SnapshotWriter;
import java.util.Arrays;

/**
 * A set of page numbers: one 64-bit word per 64 neighbours that hold any, in an open-addressing table. Without allocation
 * but when it grows. One thread at a time.
 */
final class PageSet {

    private static final int PAGES_PER_WORD = 64;
    private static final int INITIAL = 16;
    private static final long HASH = 0x9e37_79b9_7f4a_7c15L;
    /** A new word that finds no place within so many steps is not kept: numbers chosen to collide cost no time. */
    private static final int STEPS_MAX = 256;

    private final Allowance words;
    /** Word numbers; a slot is free while its word of bits is 0. */
    private long[] numbers = new long[INITIAL];

    private long[] bits = new long[INITIAL];
    private int used;
    private long count;
    private long notTracked;

    PageSet(Allowance words) {
        this.words = words;
    }

    /** Adds the pages {@code first + i} for each bit i of {@code mask}. */
    void add(long first, long mask) {
        int shift = (int) (first & (PAGES_PER_WORD - 1));
        addWord(first >>> 6, mask << shift);
        if (shift != 0) {
            addWord((first >>> 6) + 1, mask >>> (PAGES_PER_WORD - shift));
        }
    }

    /** How many different pages were added and kept. */
    long count() {
        return count;
    }

    /** How often a page was not kept since the allowance was used up. */
    long notTracked() {
        return notTracked;
    }

    /** Forgets all pages. */
    void clear() {
        words.giveBack(used);
        numbers = new long[INITIAL];
        bits = new long[INITIAL];
        used = 0;
        count = 0;
    }

    void writeTo(SnapshotWriter out) {
        out.putPacked(notTracked).putPacked(used);
        int next = 0;
        for (int slot = 0; slot < bits.length; slot++) {
            if (bits[slot] != 0) {
                out.putPacked(slot - next).putPacked(numbers[slot]).putPacked(bits[slot]);
                next = slot + 1;
            }
        }
    }

    /** Becomes what was written; it was empty before. */
    void readFrom(SnapshotReader in) {
        notTracked = in.packed();
        used = in.count(3);
        words.takeAll(used);
        int last = TableLayout.slots(used, INITIAL) - 1;
        numbers = new long[last + 1];
        bits = new long[last + 1];
        int slot = -1;
        for (int i = 0; i < used; i++) {
            slot += 1 + (int) in.packedWithin(last - slot - 1);
            numbers[slot] = in.packed();
            bits[slot] = in.packed();
            count += Long.bitCount(bits[slot]);
            if (bits[slot] == 0) {
                throw in.damaged("a word of pages without any");
            }
        }
        TableLayout.check(in, last + 1, at -> bits[at] != 0, at -> home(numbers[at], last));
    }

    private void addWord(long number, long mask) {
        if (mask == 0) {
            return;
        }
        int slot = slotOf(number, numbers, bits);
        if (bits[slot] == 0) {
            if (isCrowded(slot, number) || !words.take()) {
                notTracked += Long.bitCount(mask);
                return;
            }
            used++;
        }
        count += Long.bitCount(mask & ~bits[slot]);
        numbers[slot] = number;
        bits[slot] |= mask;
        if (used * 2 > bits.length) {
            grow();
        }
    }

    private void grow() {
        long[] newNumbers = new long[numbers.length * 2];
        long[] newBits = new long[newNumbers.length];
        for (int i = 0; i < bits.length; i++) {
            if (bits[i] != 0) {
                int slot = slotOf(numbers[i], newNumbers, newBits);
                newNumbers[slot] = numbers[i];
                newBits[slot] = bits[i];
            }
        }
        numbers = newNumbers;
        bits = newBits;
    }

    private boolean isCrowded(int slot, long number) {
        int last = bits.length - 1;
        return ((slot - home(number, last)) & last) > STEPS_MAX;
    }

    private static int home(long number, int last) {
        return (int) ((number * HASH) >>> 32) & last;
    }

    private static int slotOf(long number, long[] numbers, long[] bits) {
        int last = bits.length - 1;
        int slot = home(number, last);
        while (bits[slot] != 0 && numbers[slot] != number) {
            slot = (slot + 1) & last;
        }
        return slot;
    }

    @Override
    public String toString() {
        return count + " pages in "
                + Arrays.stream(bits).filter(word -> word != 0).count() + " words";
    }
}
