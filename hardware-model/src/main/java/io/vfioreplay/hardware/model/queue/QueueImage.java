package io.vfioreplay.hardware.model.queue;

import io.vfioreplay.hardware.event.Payload;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * What a queue device hands over: one image of fixed length, checked as a whole, so that a truncated, reordered or foreign one
 * is refused.
 *
 * <pre>
 *    0 magic u64 | 8 version u32 | 12 length u32 of the whole image | 16 {@link QueueRegisters} | 60 CRC-32 u32 of bytes 0 to 59
 * </pre>
 */
final class QueueImage {

    static final int BYTES = 64;
    static final long MAGIC = 0x6567_616d_4945_5551L;

    private static final int VERSION = 1;
    private static final int BODY = BYTES - Integer.BYTES;

    private QueueImage() {}

    static byte[] of(QueueRegisters registers) {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(MAGIC).putInt(VERSION).putInt(BYTES);
        registers.writeTo(out);
        out.putInt(checksum(out.array()));
        return out.array();
    }

    /** The registers of an image, or empty when these bytes are none. */
    static Optional<QueueRegisters> registers(byte[] image) {
        if (image.length != BYTES) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
        boolean isOurs = in.getLong() == MAGIC && in.getInt() == VERSION && in.getInt() == BYTES;
        QueueRegisters registers = QueueRegisters.readFrom(in);
        boolean isWhole = in.getInt() == checksum(image);
        return isOurs && isWhole && registers.isConsistent() ? Optional.of(registers) : Optional.empty();
    }

    /** Whether a stream begins as an image does. */
    static boolean begins(Payload streamHead) {
        return streamHead.length() >= Long.BYTES && streamHead.littleEndian() == MAGIC;
    }

    private static int checksum(byte[] image) {
        CRC32 crc = new CRC32();
        crc.update(image, 0, BODY);
        return (int) crc.getValue();
    }
}
