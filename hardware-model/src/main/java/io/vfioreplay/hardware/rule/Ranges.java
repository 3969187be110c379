package io.vfioreplay.hardware.rule;

/**
 * A bounded list of address ranges. When it overflows it stays overflown until it is cleared, and answers as if it
 * could hold anything. Unit: bytes; a range that would pass the end of the address space is cut there.
 */
final class Ranges {

    private final long[] starts;
    private final long[] lasts;
    private int count;
    private boolean overflown;

    Ranges(int max) {
        starts = new long[max];
        lasts = new long[max];
    }

    boolean isOverflown() {
        return overflown;
    }

    void clear() {
        count = 0;
        overflown = false;
    }

    void add(long start, long size) {
        if (size == 0 || contains(start, last(start, size))) {
            return;
        }
        put(start, last(start, size));
    }

    private boolean contains(long start, long last) {
        for (int i = 0; i < count; i++) {
            if (Long.compareUnsigned(starts[i], start) <= 0 && Long.compareUnsigned(last, lasts[i]) <= 0) {
                return true;
            }
        }
        return false;
    }

    /** Takes the range out; what remains of a range that is cut stays. */
    void remove(long start, long size) {
        if (size == 0) {
            return;
        }
        long last = last(start, size);
        for (int i = count - 1; i >= 0; i--) {
            if (touches(i, start, last)) {
                cut(i, start, last);
            }
        }
    }

    private void cut(int i, long start, long last) {
        long oldStart = starts[i];
        long oldLast = lasts[i];
        count--;
        starts[i] = starts[count];
        lasts[i] = lasts[count];
        if (Long.compareUnsigned(oldStart, start) < 0) {
            put(oldStart, start - 1);
        }
        if (Long.compareUnsigned(oldLast, last) > 0) {
            put(last + 1, oldLast);
        }
    }

    private void put(long start, long last) {
        if (count == starts.length) {
            overflown = true;
            return;
        }
        starts[count] = start;
        lasts[count] = last;
        count++;
    }

    boolean mayTouch(long start, long size) {
        for (int i = 0; size != 0 && i < count; i++) {
            if (touches(i, start, last(start, size))) {
                return true;
            }
        }
        return overflown;
    }

    private boolean touches(int i, long start, long last) {
        return Long.compareUnsigned(starts[i], last) <= 0 && Long.compareUnsigned(start, lasts[i]) <= 0;
    }

    private static long last(long start, long size) {
        long last = start + size - 1;
        return Long.compareUnsigned(last, start) < 0 ? -1 : last;
    }

    /** The first range as text, or empty when there is none. */
    String first() {
        return count == 0 ? "" : text(0);
    }

    /** The first range that surely has a byte in this one, as text, or empty. */
    String firstTouching(long start, long size) {
        for (int i = 0; size != 0 && !overflown && i < count; i++) {
            if (touches(i, start, last(start, size))) {
                return text(i);
            }
        }
        return "";
    }

    /** The first range that surely lies in this one with a part of its bytes only, as text, or empty. */
    String firstCutBy(long start, long size) {
        long last = last(start, size);
        for (int i = 0; size != 0 && !overflown && i < count; i++) {
            boolean isInside = Long.compareUnsigned(start, starts[i]) <= 0 && Long.compareUnsigned(lasts[i], last) <= 0;
            if (touches(i, start, last) && !isInside) {
                return text(i);
            }
        }
        return "";
    }

    private String text(int i) {
        return "0x%x to 0x%x".formatted(starts[i], lasts[i]);
    }
}
