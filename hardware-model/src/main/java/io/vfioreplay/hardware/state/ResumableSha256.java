package io.vfioreplay.hardware.state;

import io.vfioreplay.hardware.event.Payload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A SHA-256 whose middle can be written into a snapshot, which the platform's cannot: some times slower than that one, so for what
 * is to be snapshotted only. One thread at a time.
 *
 * <p>Source: FIPS 180-4, section 6.2.
 */
public final class ResumableSha256 implements RunningHash {

    private static final int BLOCK = 64;
    private static final int LENGTH_AT = BLOCK - Long.BYTES;
    private static final int ROUNDS = 64;
    private static final int WORDS = 8;
    private static final int CHUNK = 4096;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    /** The first 32 bits of the fractional parts of the square roots of the first 8 primes, at the beginning. */
    private final int[] hash;

    private final byte[] block = new byte[BLOCK]; // What is not hashed yet lies at its beginning.
    private final int[] schedule = new int[ROUNDS];
    private byte[] chunk = new byte[0];
    private long length;

    /** A digest of nothing yet. */
    public ResumableSha256() {
        this(
                new int[] {
                    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
                },
                0);
    }

    private ResumableSha256(int[] hash, long length) {
        this.hash = hash;
        this.length = length;
    }

    /**
     * A hash as it was when it was written.
     *
     * @throws IllegalArgumentException when the bytes hold none
     */
    public static ResumableSha256 readFrom(SnapshotReader in) {
        long length = in.packedWithin(Long.MAX_VALUE);
        int[] hash = new int[WORDS];
        for (int i = 0; i < WORDS; i++) {
            hash[i] = in.intValue();
        }
        ResumableSha256 read = new ResumableSha256(hash, length);
        in.raw(read.block, 0, read.pending());
        return read;
    }

    /** Writes what the hash of more bytes depends on. */
    public void writeTo(SnapshotWriter out) {
        out.putPacked(length);
        for (int word : hash) {
            out.putInt(word);
        }
        out.putRaw(block, 0, pending());
    }

    @Override
    public void update(Payload payload, int count) {
        if (chunk.length < CHUNK && chunk.length < count) {
            chunk = new byte[Math.min(CHUNK, Integer.highestOneBit(count) * 2)];
        }
        for (int at = 0; at < count; ) {
            int part = Math.min(chunk.length, count - at);
            payload.copyTo(at, chunk, 0, part);
            update(chunk, 0, part);
            at += part;
        }
    }

    /** Adds bytes. */
    public void update(byte[] bytes, int offset, int count) {
        int at = offset;
        int end = offset + count;
        int pending = pending();
        length += count;
        if (pending > 0) {
            int filled = Math.min(BLOCK - pending, count);
            System.arraycopy(bytes, at, block, pending, filled);
            at += filled;
            if (pending + filled < BLOCK) {
                return;
            }
            compress(block, 0);
        }
        for (; end - at >= BLOCK; at += BLOCK) {
            compress(bytes, at);
        }
        System.arraycopy(bytes, at, block, 0, end - at);
    }

    @Override
    public String hex() {
        return HexFormat.of().formatHex(copy().finish());
    }

    @Override
    public ResumableSha256 copy() {
        ResumableSha256 copy = new ResumableSha256(hash.clone(), length);
        System.arraycopy(block, 0, copy.block, 0, pending());
        return copy;
    }

    private int pending() {
        return (int) (length & (BLOCK - 1));
    }

    private byte[] finish() {
        int at = pending();
        block[at++] = (byte) 0x80;
        if (at > LENGTH_AT) {
            Arrays.fill(block, at, BLOCK, (byte) 0);
            compress(block, 0);
            at = 0;
        }
        Arrays.fill(block, at, LENGTH_AT, (byte) 0);
        LONG.set(block, LENGTH_AT, length * Byte.SIZE);
        compress(block, 0);
        // Byte by byte: written as words through the VarHandle, one run in very many of JDK 17 left the new array as it
        // was, zeros.
        byte[] digest = new byte[Sha256.BYTES];
        for (int i = 0; i < digest.length; i++) {
            int shift = Integer.SIZE - Byte.SIZE * (1 + i % Integer.BYTES);
            digest[i] = (byte) (hash[i / Integer.BYTES] >>> shift);
        }
        return digest;
    }

    private void compress(byte[] bytes, int from) {
        int[] w = schedule;
        for (int t = 0; t < 16; t++) {
            w[t] = (int) INT.get(bytes, from + t * Integer.BYTES);
        }
        for (int t = 16; t < ROUNDS; t++) {
            int early = w[t - 15];
            int late = w[t - 2];
            int sigma0 = Integer.rotateRight(early, 7) ^ Integer.rotateRight(early, 18) ^ (early >>> 3);
            int sigma1 = Integer.rotateRight(late, 17) ^ Integer.rotateRight(late, 19) ^ (late >>> 10);
            w[t] = sigma1 + w[t - 7] + sigma0 + w[t - 16];
        }
        int a = hash[0];
        int b = hash[1];
        int c = hash[2];
        int d = hash[3];
        int e = hash[4];
        int f = hash[5];
        int g = hash[6];
        int h = hash[7];
        for (int t = 0; t < ROUNDS; t++) {
            int sum1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int choice = g ^ (e & (f ^ g));
            int first = h + sum1 + choice + K[t] + w[t];
            int sum0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int majority = (a & b) | (c & (a | b));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + sum0 + majority;
        }
        hash[0] += a;
        hash[1] += b;
        hash[2] += c;
        hash[3] += d;
        hash[4] += e;
        hash[5] += f;
        hash[6] += g;
        hash[7] += h;
    }
}
