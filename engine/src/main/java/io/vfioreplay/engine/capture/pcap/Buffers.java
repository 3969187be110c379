package io.vfioreplay.engine.capture.pcap;

/** Buffers that grow to what is needed. */
final class Buffers {

    private static final int STEP_BYTES = 1 << 16;

    private Buffers() {}

    /** The buffer itself, or a new one of at least {@code length} bytes where it is too small. */
    static byte[] atLeast(byte[] buffer, int length) {
        return buffer.length >= length ? buffer : new byte[(length + STEP_BYTES - 1) / STEP_BYTES * STEP_BYTES];
    }
}
