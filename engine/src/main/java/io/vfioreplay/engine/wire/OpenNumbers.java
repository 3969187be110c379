package io.vfioreplay.engine.wire;

import java.util.Arrays;

/** The numbers of packets that were passed and that nothing was told about yet: requests that wait for their exchange to end. */
final class OpenNumbers {

    private static final int MAX = 2 * WireLog.PACKETS_AHEAD_MAX;

    private final long[] numbers = new long[MAX];
    private int count;
    private long greatest;

    /** The greatest one, or 0. */
    long last() {
        return count == 0 ? 0 : numbers[count - 1];
    }

    /** Something is told about this number. */
    void take(long number) {
        openUpTo(number - 1);
        if (number > greatest) {
            greatest = number;
            return;
        }
        int at = count > 0 && numbers[count - 1] == number ? count - 1 : Arrays.binarySearch(numbers, 0, count, number);
        if (at >= 0) {
            System.arraycopy(numbers, at + 1, numbers, at, count - at - 1);
            count--;
        }
    }

    /** These numbers belong to no packet. */
    void skip(long first, long skipped) {
        openUpTo(first - 1);
        greatest = Math.max(greatest, first + skipped - 1);
    }

    /** What is left out lies further back than a log ever looks. */
    private void openUpTo(long number) {
        for (long n = Math.max(greatest + 1, number - MAX + 1); n <= number; n++) {
            if (count == MAX) {
                System.arraycopy(numbers, 1, numbers, 0, MAX - 1);
                count--;
            }
            numbers[count++] = n;
        }
        greatest = Math.max(greatest, number);
    }
}
