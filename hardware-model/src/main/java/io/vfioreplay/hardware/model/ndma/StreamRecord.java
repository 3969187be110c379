package io.vfioreplay.hardware.model.ndma;

import io.vfioreplay.hardware.event.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * One record of the migration stream, little-endian:
 *
 * <pre>
 *   0 tag u16 | 2 flags u16 | 4 page u32 | 8 length of the payload u32 | 12 CRC-32 u32 of bytes 0 to 11 and the payload
 *   16 payload
 *
 *   tag 1 HEADER  payload: magic u64, version u32, size of the internal memory u32; the first record of a stream
 *   tag 2 PAGE    payload: the page with the index in the field page
 *   tag 3 STATE   payload: {@link RegisterFile}
 *   tag 4 END     no payload
 *   flags bit 0: a device that does not know the tag skips the record; the others are 0
 * </pre>
 *
 * @param tag what it is
 * @param flags bits
 * @param page index of a page, 0 when there is none
 * @param payload what it carries
 */
record StreamRecord(int tag, int flags, int page, Payload payload) {

    static final int HEADER_BYTES = 16;
    static final int PAYLOAD_MAX = InternalMemory.PAGE_SIZE;
    static final int BYTES_MAX = HEADER_BYTES + PAYLOAD_MAX;

    static final int HEADER = 1;
    static final int PAGE = 2;
    static final int STATE = 3;
    static final int END = 4;
    static final int OPTIONAL = 1;

    static final int PAGE_BYTES = HEADER_BYTES + InternalMemory.PAGE_SIZE;
    static final int STATE_BYTES = HEADER_BYTES + RegisterFile.BYTES;
    static final int END_BYTES = HEADER_BYTES;
    static final int START_BYTES = HEADER_BYTES + 16;
    static final long MAGIC = 0x6d61_6572_7473_444eL;

    private static final int VERSION = 1;
    private static final int LENGTH_AT = 8;
    private static final int CHECKSUM_AT = 12;
    private static final byte[] START = start();

    /** The first record of every stream. */
    static StreamRecord header() {
        return new StreamRecord(HEADER, 0, 0, Payload.of(START));
    }

    private static byte[] start() {
        ByteBuffer out = ByteBuffer.allocate(START_BYTES - HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        return out.putLong(MAGIC).putInt(VERSION).putInt(InternalMemory.SIZE).array();
    }

    /** Whether this is the first record of a stream of such a device. */
    boolean isHeader() {
        return tag == HEADER && Arrays.equals(payload.toByteArray(), START);
    }

    /** Whether a stream begins as one of such a device does. */
    static boolean begins(Payload streamHead) {
        if (streamHead.length() < START_BYTES) {
            return false;
        }
        byte[] head = new byte[START_BYTES];
        streamHead.copyTo(0, head, 0, START_BYTES);
        return Arrays.equals(head, header().toByteArray());
    }

    byte[] toByteArray() {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + payload.length()).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort((short) tag).putShort((short) flags).putInt(page).putInt(payload.length());
        out.putInt(0).put(payload.toByteArray());
        return out.putInt(CHECKSUM_AT, checksum(out.array(), out.capacity())).array();
    }

    /** The length of a whole record as its header in the first bytes says. */
    static long length(byte[] bytes) {
        return HEADER_BYTES + Integer.toUnsignedLong(little(bytes).getInt(LENGTH_AT));
    }

    /** Whether the checksum of the record in the first bytes is right. */
    static boolean isIntact(byte[] bytes, int length) {
        return little(bytes).getInt(CHECKSUM_AT) == checksum(bytes, length);
    }

    /** The record in the first bytes. */
    static StreamRecord of(byte[] bytes, int length) {
        ByteBuffer in = little(bytes);
        int tag = in.getShort() & 0xffff;
        int flags = in.getShort() & 0xffff;
        return new StreamRecord(tag, flags, in.getInt(), Payload.of(Arrays.copyOfRange(bytes, HEADER_BYTES, length)));
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, CHECKSUM_AT);
        crc.update(bytes, HEADER_BYTES, length - HEADER_BYTES);
        return (int) crc.getValue();
    }
}
