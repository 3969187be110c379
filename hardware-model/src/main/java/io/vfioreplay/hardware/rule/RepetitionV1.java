package io.vfioreplay.hardware.rule;

import io.vfioreplay.hardware.event.Payload;

/** Tells whether a stop-copy stream begins with the whole pre-copy stream again, by hashes and counts. */
final class RepetitionV1 {

    /** ours: shorter streams may agree by chance, or be nothing but a header. */
    static final long BYTES_MIN = 64;

    private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x0000_0100_0000_01b3L;

    private long precopyHash = FNV_OFFSET;
    private long precopyBytes;
    private long stopCopyHash = FNV_OFFSET;
    private long stopCopyBytes;
    private boolean bytesAreMissing;

    void forget() {
        precopyHash = FNV_OFFSET;
        precopyBytes = 0;
        stopCopyHash = FNV_OFFSET;
        stopCopyBytes = 0;
        bytesAreMissing = false;
    }

    void precopy(int length, Payload data) {
        bytesAreMissing |= data.length() != length;
        precopyHash = hash(precopyHash, data, data.length());
        precopyBytes += data.length();
    }

    /** Only as many bytes as pre-copy had are looked at. */
    void stopCopy(int length, Payload data) {
        bytesAreMissing |= data.length() != length;
        int count = (int) Math.min(data.length(), precopyBytes - stopCopyBytes);
        stopCopyHash = hash(stopCopyHash, data, count);
        stopCopyBytes += count;
    }

    long precopyBytes() {
        return precopyBytes;
    }

    /** Whether all of pre-copy came again, byte by byte. */
    boolean isWhole() {
        return !bytesAreMissing
                && precopyBytes >= BYTES_MIN
                && stopCopyBytes == precopyBytes
                && stopCopyHash == precopyHash;
    }

    private static long hash(long start, Payload data, int count) {
        long hash = start;
        for (int i = 0; i < count; i++) {
            hash = (hash ^ (data.byteAt(i) & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
