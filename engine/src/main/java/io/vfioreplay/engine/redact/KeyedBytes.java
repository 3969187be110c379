package io.vfioreplay.engine.redact;

import java.nio.ByteBuffer;

/** An endless sequence of bytes that follows from a key, a purpose and a seed. One thread. */
final class KeyedBytes {

    private final RedactionKey key;
    private final String purpose;
    private final byte[] seed;
    private byte[] block = new byte[0];
    private int next;
    private int blocks;

    KeyedBytes(RedactionKey key, String purpose, byte[] seed) {
        this.key = key;
        this.purpose = purpose;
        this.seed = seed;
    }

    byte next() {
        if (next == block.length) {
            byte[] numbered = ByteBuffer.allocate(Integer.BYTES + seed.length)
                    .putInt(blocks++)
                    .put(seed)
                    .array();
            block = key.derive(purpose, numbered);
            next = 0;
        }
        return block[next++];
    }

    /** A number below {@code bound}, each as likely as any other within one in 2^23. */
    int below(int bound) {
        int number = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            number = number << Byte.SIZE | (next() & 0xff);
        }
        return Integer.remainderUnsigned(number, bound);
    }
}
