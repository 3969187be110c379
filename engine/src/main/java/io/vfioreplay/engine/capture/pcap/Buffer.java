package io.vfioreplay.engine.capture.pcap;

import io.vfioreplay.engine.capture.bytes.ByteSource;
import java.util.Arrays;

/** Bytes that are read again and again; grows only with bytes that are really there, whatever length a file claims. */
final class Buffer {

    private static final int FIRST_BYTES = 1 << 12;
    private static final int STEP_BYTES = 1 << 16;

    private byte[] bytes = new byte[FIRST_BYTES];

    /** Holds what was read from index 0 on. */
    byte[] bytes() {
        return bytes;
    }

    /** Replaces the content by {@code length} bytes of {@code source}; returns how many there were, fewer only at the end. */
    int fill(ByteSource source, int length) {
        int count = 0;
        while (count < length) {
            int step = Math.min(length - count, Math.max(STEP_BYTES, count));
            if (bytes.length < count + step) {
                bytes = Arrays.copyOf(bytes, count + step);
            }
            int read = source.read(bytes, count, step);
            count += read;
            if (read < step) {
                break;
            }
        }
        return count;
    }
}
