package io.vfioreplay.engine.redact;

import io.vfioreplay.hardware.event.Payload;

/**
 * Replaces each byte by another one, always the same, wherever it stands. So streams keep where they part, however they were cut into
 * messages, a register that is found again in a stream still is, and messages that were exchanged are still recognised. No byte
 * stands for itself.
 */
final class ByteMap {

    private static final int BYTES = 1 << Byte.SIZE;

    private final byte[] map = new byte[BYTES];

    /** One cycle through all bytes, by Sattolo's algorithm: a random permutation without a fixed point. */
    ByteMap(RedactionKey key) {
        KeyedBytes random = new KeyedBytes(key, "bytes", new byte[0]);
        for (int i = 0; i < BYTES; i++) {
            map[i] = (byte) i;
        }
        for (int i = BYTES - 1; i > 0; i--) {
            int other = random.below(i);
            byte kept = map[i];
            map[i] = map[other];
            map[other] = kept;
        }
    }

    Payload of(Payload payload) {
        byte[] bytes = payload.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = map[bytes[i] & 0xff];
        }
        return Payload.of(bytes);
    }
}
