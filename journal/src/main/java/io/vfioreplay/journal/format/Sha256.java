package io.vfioreplay.journal.format;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** One SHA-256 after the other, without making anything new for each. One thread. */
public final class Sha256 {

    /** Bytes of a hash. */
    public static final int BYTES = 32;

    private final MessageDigest digest;

    /** A digest with no bytes in it yet. */
    public Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Adds bytes. */
    public Sha256 add(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return this;
    }

    /** Puts the hash of what was added into {@code target}, {@link #BYTES} from index 0, and starts anew. */
    public void finish(byte[] target) {
        try {
            digest.digest(target, 0, BYTES);
        } catch (DigestException impossible) {
            throw new IllegalStateException("a hash fits into 32 bytes", impossible);
        }
    }

    /** The hash of some bytes. */
    public static byte[] of(byte[] bytes, int offset, int length) {
        byte[] hash = new byte[BYTES];
        new Sha256().add(bytes, offset, length).finish(hash);
        return hash;
    }
}
