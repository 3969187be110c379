package io.vfioreplay.engine.capture.qemu;

import java.nio.charset.StandardCharsets;

/**
 * The arguments of one trace event, in the order of its format: numbers, and texts that are places in a buffer. Valid until
 * the next event is read into it; one thread.
 */
final class TraceArgs {

    /** No event has more arguments. */
    static final int ARGS_MAX = 8;

    private final long[] numbers = new long[ARGS_MAX];
    private final int[] from = new int[ARGS_MAX];
    private final int[] to = new int[ARGS_MAX];
    private byte[] bytes = new byte[0];
    private int count;

    void clear(byte[] newBytes) {
        bytes = newBytes;
        count = 0;
    }

    /** Forgets the arguments from {@code index} on. */
    void cut(int index) {
        count = index;
    }

    void addNumber(long number) {
        numbers[count++] = number;
    }

    void addText(int textFrom, int textTo) {
        from[count] = textFrom;
        to[count++] = textTo;
    }

    int count() {
        return count;
    }

    /** The number at {@code index}; meaningless where the format has a text there. */
    long number(int index) {
        return numbers[index];
    }

    /** The text at {@code index}. */
    String text(int index) {
        return new String(bytes, from[index], to[index] - from[index], StandardCharsets.UTF_8);
    }

    /** Whether the text at {@code index} is these bytes. */
    boolean textIs(int index, byte[] wanted) {
        int length = to[index] - from[index];
        if (length != wanted.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from[index] + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
