package io.vfioreplay.engine.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that decides what is replaced by what: journals that were redacted with the same key can be compared. */
public final class RedactionKey {

    /** A shorter secret could be guessed. */
    public static final int BYTES_MIN = 16;

    private static final String HMAC = "HmacSHA256";
    private static final int FINGERPRINT_BYTES = 8;

    private final SecretKeySpec key;

    private RedactionKey(SecretKeySpec key) {
        this.key = key;
    }

    /**
     * A key of any bytes, at least {@link #BYTES_MIN}.
     *
     * @throws IllegalArgumentException when there are fewer
     */
    public static RedactionKey of(byte[] secret) {
        if (secret.length < BYTES_MIN) {
            throw new IllegalArgumentException(secret.length + " bytes");
        }
        return new RedactionKey(new SecretKeySpec(secret.clone(), HMAC));
    }

    /** What tells keys apart, and nothing else about them: 16 hexadecimal digits. */
    String fingerprint() {
        return HexFormat.of().formatHex(derive("fingerprint", new byte[0]), 0, FINGERPRINT_BYTES);
    }

    /** 32 bytes that follow from the key, a purpose and data, and tell nothing about any of them. */
    byte[] derive(String purpose, byte[] data) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(data);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + HMAC, missing);
        }
    }
}
