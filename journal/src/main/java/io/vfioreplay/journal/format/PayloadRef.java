package io.vfioreplay.journal.format;

import java.util.HexFormat;

/**
 * Where a payload is stored, and what it must be.
 *
 * @param block the number of its block
 * @param length its bytes
 * @param sha256 its hash, 64 hex digits
 */
public record PayloadRef(long block, int length, String sha256) {

    /** Bytes of the hash. */
    public static final int HASH_BYTES = Sha256.BYTES;

    /** Throws {@link IllegalArgumentException} unless the hash has 64 digits and the numbers are not negative. */
    public PayloadRef {
        if (block < 0 || length < 0 || sha256.length() != 2 * HASH_BYTES) {
            throw new IllegalArgumentException("block %d, length %d, hash %s".formatted(block, length, sha256));
        }
    }

    /** The hash as bytes. */
    public byte[] hash() {
        return HexFormat.of().parseHex(sha256);
    }
}
