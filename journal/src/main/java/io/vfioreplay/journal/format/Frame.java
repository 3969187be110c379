package io.vfioreplay.journal.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The frame of a block, and with it the format of journals, version 1.
 *
 * <pre>
 *  journal    = directory NAME.vfj holding 19700101F.cq4; other files in it are the store's and are never read
 *  file       = { document } zeros            as Chronicle Queue lays them out, aligned to 4
 *  document   = word bytes                    32 bits: length in bits 0-29; bit 30 marks the store's own documents,
 *                                             bit 31 one that was not finished
 *  blocks     = HEADER { EVENTS | PAYLOAD | RECORD } [ SEAL ]      one block is one document without bits 30 and 31
 *  block      = frame header, body, zeros up to a multiple of 4
 *  HEADER, RECORD, SEAL body = { key ": " value "\n" }             Wire text, keys in order; see Description
 *  PAYLOAD body = the bytes themselves
 *  EVENTS body  = what the writer of the journal put there
 *
 *  frame header, little-endian:
 *   0       1       2       3       4       5       6       7
 *  +-------+-------+-------+-------+-------+-------+-------+-------+
 *  |                      magic "VFJ1BLK\n"                        |  0   MAGIC
 *  +---------------+-------+-------+-------------------------------+
 *  |    version    | type  | flags |          body length          |  8   VERSION_AT TYPE_AT FLAGS_AT LENGTH_AT
 *  +---------------+-------+-------+-------------------------------+
 *  |                   block number, from 0                        | 16   NUMBER_AT
 *  +---------------------------------------------------------------+
 *  |      first position (EVENTS), else the next one to come       | 24   POSITION_AT
 *  +-------------------------------+-------------------------------+
 *  |      count of positions       |  CRC-32C of body and padding  | 32   COUNT_AT BODY_CRC_AT
 *  +-------------------------------+-------------------------------+
 *  |                                                               | 40   PREVIOUS_AT
 *  +                                                               +
 *  |     SHA-256 of the whole block before; zeros in the first     | 48
 *  +                                                               +
 *  |                                                               | 56
 *  +                                                               +
 *  |                                                               | 64
 *  +-------------------------------+-------------------------------+
 *  | CRC-32C of header bytes 0-71  |  body ...                     | 72   HEADER_CRC_AT, HEADER_BYTES
 *  +-------------------------------+-------------------------------+
 * </pre>
 *
 * <p>Each field catches one fault: the magic a lost boundary (blocks are found again by it); the number a missing, repeated
 * or exchanged block; position and count how many events a hole has swallowed; the header's checksum any flipped bit in it,
 * so that a journal can be opened by its headers alone; the body's checksum any flipped bit behind it; the chain a block
 * that was replaced by another good one. The hash of the last block stands for the whole journal.
 *
 * <p>Magic, version and the place of the header's checksum stay where they are in every later version, so that a program
 * can tell a journal that is too new from a damaged one. Flags are 0 in version 1.
 */
public final class Frame {

    /** The version that this program writes, and the latest that it reads. */
    public static final int VERSION = 1;
    /** Bytes before the body. */
    public static final int HEADER_BYTES = 76;
    /** No body is longer: 16 MiB, the most that a vfio-user message carries. */
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
    private static final int BODY_CRC_AT = 36;
    private static final int PREVIOUS_AT = 40;
    static final int HEADER_CRC_AT = 72;
    private static final int ALIGNMENT = 4;
    private static final VarHandle U16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Frame() {}

    /** The bytes of a whole block with a body of this length. */
    public static int frameBytes(int bodyLength) {
        return HEADER_BYTES + bodyLength + paddingBytes(bodyLength);
    }

    /** How many zeros follow a body of this length, 0 to 3. */
    public static int paddingBytes(int bodyLength) {
        return -bodyLength & ALIGNMENT - 1;
    }

    /**
     * Writes a frame header.
     *
     * @param head gets {@link #HEADER_BYTES} bytes, from index 0
     * @param fields what to write
     * @param body holds the body, from {@code offset} on; its length is in {@code fields}
     * @param previous the hash of the block before, 32 bytes
     */
    public static void encode(byte[] head, FrameHeader fields, byte[] body, int offset, byte[] previous) {
        FrameChain chain = new FrameChain(fields.number(), fields.firstPosition(), previous);
        byte[] made = chain.head(fields.type(), fields.count(), body, offset, fields.bodyLength());
        System.arraycopy(made, 0, head, 0, HEADER_BYTES);
    }

    /** Writes what a header says of its block alone. */
    static void put(byte[] head, BlockType type, int bodyLength, int count, int bodyCrc) {
        U64.set(head, 0, MAGIC);
        U16.set(head, VERSION_AT, (short) VERSION);
        head[TYPE_AT] = (byte) type.ordinal();
        head[FLAGS_AT] = 0;
        U32.set(head, LENGTH_AT, bodyLength);
        U32.set(head, COUNT_AT, count);
        U32.set(head, BODY_CRC_AT, bodyCrc);
    }

    /** Writes what a header says of the place of its block in the journal. */
    static void place(byte[] head, long number, long firstPosition, byte[] previous) {
        U64.set(head, NUMBER_AT, number);
        U64.set(head, POSITION_AT, firstPosition);
        System.arraycopy(previous, 0, head, PREVIOUS_AT, previous.length);
    }

    /** Writes the checksum of everything before it. */
    static void finish(byte[] head, int headerCrc) {
        U32.set(head, HEADER_CRC_AT, headerCrc);
    }

    /** Whether these bytes have the magic of a block at {@code at}. */
    static boolean hasMagic(ByteBuffer bytes, int at) {
        return bytes.limit() - at >= Long.BYTES && bytes.getLong(at) == MAGIC;
    }

    /** Whether a frame header is as it was written, in this version or a later one. */
    static boolean isHeaderIntact(byte[] frame) {
        return (long) U64.get(frame, 0) == MAGIC && (int) U32.get(frame, HEADER_CRC_AT) == crc(frame, 0, HEADER_CRC_AT);
    }

    /** The version that an intact frame header says it has. */
    static int version(byte[] frame) {
        return Short.toUnsignedInt((short) U16.get(frame, VERSION_AT));
    }

    /**
     * The fields of an intact frame header of this version.
     *
     * @throws IllegalArgumentException when they cannot be those of a block
     */
    static FrameHeader header(byte[] frame) {
        if (version(frame) != VERSION || frame[FLAGS_AT] != 0) {
            throw new IllegalArgumentException("version %d, flags %d".formatted(version(frame), frame[FLAGS_AT]));
        }
        BlockType type = BlockType.of(frame[TYPE_AT])
                .orElseThrow(() -> new IllegalArgumentException("no block has the type " + frame[TYPE_AT]));
        return new FrameHeader(
                type,
                (int) U32.get(frame, LENGTH_AT),
                (long) U64.get(frame, NUMBER_AT),
                (long) U64.get(frame, POSITION_AT),
                (int) U32.get(frame, COUNT_AT));
    }

    /** Whether header and body of the whole block in the first {@code length} bytes are as they were written. */
    public static boolean isIntact(byte[] frame, int length) {
        return isIntact(frame, 0, length);
    }

    /** The same for a block that begins at {@code offset}. */
    public static boolean isIntact(byte[] bytes, int offset, int length) {
        return (long) U64.get(bytes, offset) == MAGIC
                && (int) U32.get(bytes, offset + HEADER_CRC_AT) == crc(bytes, offset, HEADER_CRC_AT)
                && (int) U32.get(bytes, offset + BODY_CRC_AT)
                        == crc(bytes, offset + HEADER_BYTES, length - HEADER_BYTES);
    }

    /** Whether a frame carries this hash of the block before it. */
    public static boolean follows(byte[] frame, byte[] previous) {
        return follows(frame, 0, previous);
    }

    /** The same for a block that begins at {@code offset}. */
    public static boolean follows(byte[] bytes, int offset, byte[] previous) {
        int at = offset + PREVIOUS_AT;
        return Arrays.equals(bytes, at, at + previous.length, previous, 0, previous.length);
    }

    /** A copy of the hash of the block before it that a frame carries. */
    public static byte[] previous(byte[] frame) {
        return Arrays.copyOfRange(frame, PREVIOUS_AT, HEADER_CRC_AT);
    }

    private static int crc(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
