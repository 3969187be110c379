package io.vfioreplay.journal.side;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * How a side file is laid out. All numbers are little-endian.
 *
 * <pre>
 *   head, 16 bytes     magic "vfioSIDE" | u32 version | u32 CRC-32C of the 12 bytes before
 *   frames             bytes, one behind the other; what they are and where, the table says
 *   table              for each frame, 28 bytes: u32 type | u32 length | u64 offset | u64 key | u32 CRC-32C of its bytes
 *   foot, 32 bytes     u64 offset of the table | u32 frames | u32 CRC-32C of the table | magic "SIDEends" | u32 version
 *                      | u32 CRC-32C of the 28 bytes before
 * </pre>
 *
 * <p>Every byte belongs to exactly one of these, and is under one checksum: nothing can be flipped, cut off or put in between
 * without being found. A file that was not finished has no foot.
 */
final class SideLayout {

    static final int VERSION = 1;
    static final int HEAD_BYTES = 16;
    static final int ENTRY_BYTES = 28;
    static final int FOOT_BYTES = 32;
    /** No frame is longer: bounds what a reader allocates. */
    static final int FRAME_BYTES_MAX = 1 << 28;
    /** No file has more frames: bounds the table. */
    static final int FRAMES_MAX = 1 << 21;

    private static final long HEAD_MAGIC = 0x4544_4953_6f69_6676L; // vfioSIDE
    private static final long FOOT_MAGIC = 0x7364_6e65_4544_4953L; // SIDEends

    private SideLayout() {}

    /** What the foot says. */
    record Foot(long tableOffset, int frames, int tableChecksum) {}

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteBuffer head() {
        ByteBuffer head = buffer(HEAD_BYTES).putLong(HEAD_MAGIC).putInt(VERSION);
        return sealed(head);
    }

    static ByteBuffer foot(Foot foot) {
        ByteBuffer bytes = buffer(FOOT_BYTES)
                .putLong(foot.tableOffset())
                .putInt(foot.frames())
                .putInt(foot.tableChecksum())
                .putLong(FOOT_MAGIC)
                .putInt(VERSION);
        return sealed(bytes);
    }

    private static ByteBuffer sealed(ByteBuffer bytes) {
        return bytes.putInt(checksum(bytes, bytes.position())).flip();
    }

    /** What is wrong with a head, or an empty text. */
    static String wrongHead(ByteBuffer head) {
        return wrong(head, HEAD_BYTES, head.getLong(0) == HEAD_MAGIC, head.getInt(8));
    }

    /** What is wrong with a foot, or an empty text. */
    static String wrongFoot(ByteBuffer foot) {
        return wrong(foot, FOOT_BYTES, foot.getLong(16) == FOOT_MAGIC, foot.getInt(24));
    }

    private static String wrong(ByteBuffer bytes, int length, boolean hasMagic, int version) {
        if (!hasMagic) {
            return "this is no side file, or one that was not finished";
        }
        if (bytes.getInt(length - Integer.BYTES) != checksum(bytes, length - Integer.BYTES)) {
            return "its first or last bytes are damaged";
        }
        return version == VERSION
                ? ""
                : "it is of version %d, this program knows version %d".formatted(version, VERSION);
    }

    static Foot footOf(ByteBuffer foot) {
        return new Foot(foot.getLong(0), foot.getInt(8), foot.getInt(12));
    }

    /** CRC-32C of the first bytes. */
    static int checksum(ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, length));
        return (int) crc.getValue();
    }
}
