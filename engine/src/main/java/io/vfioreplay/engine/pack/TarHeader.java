package io.vfioreplay.engine.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The one form in which a file is announced in a packed journal: a regular file, rw-r--r--, of nobody, of 1970. What is read is
 * compared with it byte by byte, so that no other construct of the format has to be understood.
 *
 * <p>Source: POSIX.1-2017, pax, "ustar Interchange Format"; sizes of 8 GiB and more in base 256 as GNU tar writes them.
 */
final class TarHeader {

    /** All is laid out in blocks of this size. */
    static final int BLOCK_BYTES = 512;

    private static final int SIZE_AT = 124;
    private static final int SIZE_DIGITS = 11;
    private static final int SUM_AT = 148;
    private static final int SUM_BYTES = 8;
    private static final long OCTAL_MAX = (1L << (3 * SIZE_DIGITS)) - 1;
    private static final byte BASE_256 = (byte) 0x80;

    private TarHeader() {}

    /** The header of a file; the name has at most 100 ASCII characters. */
    static byte[] of(String name, long bytes) {
        byte[] header = new byte[BLOCK_BYTES];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        putSize(header, bytes);
        put(header, 136, "00000000000");
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        Arrays.fill(header, SUM_AT, SUM_AT + SUM_BYTES, (byte) ' ');
        int sum = 0;
        for (byte each : header) {
            sum += Byte.toUnsignedInt(each);
        }
        put(header, SUM_AT, String.format(Locale.ROOT, "%06o\0 ", sum));
        return header;
    }

    private static void putSize(byte[] header, long bytes) {
        if (bytes <= OCTAL_MAX) {
            put(header, SIZE_AT, String.format(Locale.ROOT, "%011o", bytes));
            return;
        }
        header[SIZE_AT] = BASE_256;
        for (int i = 0; i < Long.BYTES; i++) {
            header[SIZE_AT + SIZE_DIGITS - i] = (byte) (bytes >>> (Byte.SIZE * i));
        }
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    /** The size that a header tells, if it is one that {@link #of} makes for a file of this name. */
    static OptionalLong size(byte[] header, String name) {
        String digits = new String(header, SIZE_AT, SIZE_DIGITS, StandardCharsets.US_ASCII);
        if (!digits.matches("[0-7]{11}")) {
            return OptionalLong.empty();
        }
        long size = Long.parseLong(digits, 8);
        return Arrays.equals(header, of(name, size)) ? OptionalLong.of(size) : OptionalLong.empty();
    }

    /** How many zeros follow a file of this size. */
    static int paddingBytes(long bytes) {
        return (int) (-bytes & BLOCK_BYTES - 1);
    }
}
