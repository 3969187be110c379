package io.vfioreplay.journal.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The frame of a block, and with it the format of journals, version 1.
 *
 * <pre>
 *  journal    = directory NAME.vfj holding 19700101F.cq4 (and files of the store that nobody here reads)
 *  file       = { document }, as Chronicle Queue lays them out: a 32-bit word, then its bytes, aligned to 4;
 *               bit 30 of the word marks the store's own documents, bit 31 one that was not finished
 *  blocks     = HEADER { EVENTS | PAYLOAD | RECORD } [ SEAL ]       one block is one data document
 *
 *  block, little-endian:
 *   0                               4
 *  +-------------------------------+-------------------------------+
 *  |  magic "VFJ1BLK\n"                                            |  0
 *  +---------------+-------+-------+-------------------------------+
 *  |    version    | type  | flags |          body length          |  8
 *  +---------------+-------+-------+-------------------------------+
 *  |  block number, from 0                                         |  16
 *  +---------------------------------------------------------------+
 *  |  first position (EVENTS), else the next position to come      |  24
 *  +-------------------------------+-------------------------------+
 *  |     count of positions        |            CRC-32C            |  32
 *  +-------------------------------+-------------------------------+
 *  |  SHA-256 of the whole block before, 32 bytes; 0 in the first  |  40
 *  +---------------------------------------------------------------+
 *  |  body, then zeros up to a multiple of 8                       |  72
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>Each field catches one fault: the magic a lost boundary (blocks are found again by it), the number a missing or repeated
 * block, position and count a block of another journal, the checksum any flipped bit (it covers the whole frame with its own
 * field 0), the chain a block that was exchanged for another good one. The hash of the last block stands for the journal.
 *
 * <p>Bodies: HEADER, RECORD and SEAL hold self-describing Chronicle Wire text; PAYLOAD the bytes themselves; EVENTS what the
 * writer of the journal put there.
 */
public final class Frame {

    /** The version that this program writes, and the latest that it reads. */
    public static final int VERSION = 1;
    /** Bytes before the body. */
    public static final int HEADER_BYTES = 72;
    /** No body is longer. */
    public static final int BODY_BYTES_MAX = 16 << 20;

    /** "VFJ1BLK\n" as a little-endian number. */
    static final long MAGIC = 0x0a4b_4c42_314a_4656L;

    private static final int VERSION_AT = 8;
    private static final int TYPE_AT = 10;
    private static final int FLAGS_AT = 11;
    private static final int LENGTH_AT = 12;
    private static final int NUMBER_AT = 16;
    private static final int POSITION_AT = 24;
    private static final int COUNT_AT = 32;
    private static final int CRC_AT = 36;
    private static final int PREVIOUS_AT = 40;
    private static final int ALIGNMENT = 8;
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Frame() {}

    /** The bytes of a whole block with a body of this length. */
    public static int frameBytes(int bodyLength) {
        return (HEADER_BYTES + bodyLength + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /**
     * Completes a frame whose body already stands at {@link #HEADER_BYTES}, with zeros behind it.
     *
     * @param frame the block, from index 0
     * @param header what to write
     * @param previous the hash of the block before, 32 bytes
     */
    public static void seal(byte[] frame, FrameHeader header, byte[] previous) {
        U64.set(frame, 0, MAGIC);
        U16.set(frame, VERSION_AT, (short) VERSION);
        frame[TYPE_AT] = (byte) header.type().ordinal();
        frame[FLAGS_AT] = 0;
        U32.set(frame, LENGTH_AT, header.bodyLength());
        U64.set(frame, NUMBER_AT, header.number());
        U64.set(frame, POSITION_AT, header.firstPosition());
        U32.set(frame, COUNT_AT, header.count());
        System.arraycopy(previous, 0, frame, PREVIOUS_AT, previous.length);
        U32.set(frame, CRC_AT, crc(frame, frameBytes(header.bodyLength())));
    }

    /** Whether these bytes begin with the magic of a block. */
    static boolean hasMagic(ByteBuffer bytes, int at) {
        return bytes.limit() - at >= Long.BYTES && bytes.getLong(at) == MAGIC;
    }

    /** The version that a frame says it has; only where the magic is right. */
    static int version(byte[] frame) {
        return Short.toUnsignedInt((short) U16.get(frame, VERSION_AT));
    }

    /**
     * The fields of a frame of which at least {@link #HEADER_BYTES} are there.
     *
     * @throws IllegalArgumentException when they cannot be those of a block
     */
    static FrameHeader header(byte[] frame) {
        BlockType type = BlockType.of(frame[TYPE_AT])
                .orElseThrow(() -> new IllegalArgumentException("no block has the type " + frame[TYPE_AT]));
        if ((long) U64.get(frame, 0) != MAGIC || frame[FLAGS_AT] != 0) {
            throw new IllegalArgumentException(
                    "no magic, or flags 0x%x where 0 is expected".formatted(frame[FLAGS_AT]));
        }
        return new FrameHeader(
                type,
                (int) U32.get(frame, LENGTH_AT),
                (long) U64.get(frame, NUMBER_AT),
                (long) U64.get(frame, POSITION_AT),
                (int) U32.get(frame, COUNT_AT));
    }

    /** Whether the checksum of a whole frame is right. */
    public static boolean isIntact(byte[] frame, int length) {
        return (int) U32.get(frame, CRC_AT) == crc(frame, length);
    }

    /** Whether a frame carries this hash of the block before it. */
    public static boolean follows(byte[] frame, byte[] previous) {
        return Arrays.equals(frame, PREVIOUS_AT, PREVIOUS_AT + previous.length, previous, 0, previous.length);
    }

    /** The SHA-256 of {@code length} bytes. */
    public static byte[] hash(byte[] bytes, int offset, int length) {
        MessageDigest sha = sha256();
        sha.update(bytes, offset, length);
        return sha.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The checksum with its own field taken as 0. */
    private static int crc(byte[] frame, int length) {
        CRC32C crc = new CRC32C();
        crc.update(frame, 0, CRC_AT);
        crc.update(0);
        crc.update(0);
        crc.update(0);
        crc.update(0);
        crc.update(frame, PREVIOUS_AT, length - PREVIOUS_AT);
        return (int) crc.getValue();
    }
}
