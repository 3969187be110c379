package io.vfioreplay.hardware.state;

import io.vfioreplay.hardware.event.Payload;
import java.util.zip.CRC32C;

/**
 * A CRC-32C that grows with a stream and can be taken up again from its value alone: what is hashed from then on is a sum of its own,
 * and the two are combined. Without allocation in the long run. One thread at a time.
 *
 * <p>Why that works: up to the ones in front and behind, the CRC of a stream is its polynomial over GF(2), modulo that of CRC-32C.
 * So the CRC of A and B is that of A, times x to the number of B's bits, plus that of B.
 *
 * <p>Source: RFC 3720, appendix B.4, for the polynomial and the order of bits (bit 31 is x to the 0).
 */
public final class Crc32cSum {

    private static final int POLYNOMIAL = 0x82f6_3b78;
    private static final int ONE = 1 << 31;
    private static final int X_TO_THE_8 = 1 << 23;
    private static final int CHUNK = 4096;

    private final CRC32C rest = new CRC32C();
    private byte[] chunk = new byte[0];
    private int before;
    private long restBytes;

    /** The sum of nothing yet. */
    public Crc32cSum() {}

    /** Goes on from this value, whatever was summed up before. */
    public void resume(int value) {
        before = value;
        rest.reset();
        restBytes = 0;
    }

    /** Adds all bytes of a payload. */
    public void update(Payload data) {
        int count = data.length();
        if (count > 0 && chunk.length == 0) {
            chunk = new byte[CHUNK];
        }
        for (int at = 0; at < count; at += CHUNK) {
            int part = Math.min(CHUNK, count - at);
            data.copyTo(at, chunk, 0, part);
            rest.update(chunk, 0, part);
        }
        restBytes += count;
    }

    /** The sum of all bytes so far. */
    public int value() {
        return multiplied(before, powerOfX8(restBytes)) ^ (int) rest.getValue();
    }

    private static int powerOfX8(long exponent) {
        int power = ONE;
        int square = X_TO_THE_8;
        for (long left = exponent; left != 0; left >>>= 1) {
            power = (left & 1) != 0 ? multiplied(power, square) : power;
            square = multiplied(square, square);
        }
        return power;
    }

    private static int multiplied(int left, int right) {
        int product = 0;
        int shifted = right; // Times x with each step.
        for (int bits = left; bits != 0; bits <<= 1) {
            product ^= bits < 0 ? shifted : 0;
            shifted = (shifted >>> 1) ^ ((shifted & 1) != 0 ? POLYNOMIAL : 0);
        }
        return product;
    }
}
