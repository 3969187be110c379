package io.vfioreplay.hardware.state;

import io.vfioreplay.hardware.event.Payload;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 that grows with a stream and can be asked at any moment. One thread at a time.
 *
 * <p>Source: FIPS 180-4; every Java platform has it.
 */
public final class Sha256 implements RunningHash {

    /** Bytes of one digest. */
    public static final int BYTES = 32;

    private static final int CHUNK = 4096;

    private final MessageDigest digest;
    private byte[] chunk = new byte[0];

    /** A digest of nothing yet. */
    public Sha256() {
        this(newDigest());
    }

    private Sha256(MessageDigest digest) {
        this.digest = digest;
    }

    /** The digest of these bytes in lower-case hexadecimal. */
    public static String hexOf(byte[] bytes) {
        return HexFormat.of().formatHex(newDigest().digest(bytes));
    }

    /** Adds bytes. */
    public void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    @Override
    public void update(Payload payload, int length) {
        if (chunk.length < CHUNK && chunk.length < length) {
            chunk = new byte[Math.min(CHUNK, Integer.highestOneBit(length) * 2)];
        }
        for (int at = 0; at < length; ) {
            int count = Math.min(chunk.length, length - at);
            payload.copyTo(at, chunk, 0, count);
            digest.update(chunk, 0, count);
            at += count;
        }
    }

    /** Writes the digest of all bytes so far into {@code target} and begins anew, without allocating. */
    public void finishInto(byte[] target, int offset) {
        try {
            digest.digest(target, offset, BYTES);
        } catch (DigestException tooShort) {
            throw new IndexOutOfBoundsException("no room for a digest at " + offset + " of " + target.length);
        }
    }

    @Override
    public String hex() {
        return HexFormat.of().formatHex(cloned().digest());
    }

    @Override
    public Sha256 copy() {
        return new Sha256(cloned());
    }

    /** Forgets all bytes. */
    public void reset() {
        digest.reset();
    }

    private MessageDigest cloned() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 cannot be asked in between", e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }
}
