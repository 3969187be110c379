package io.vfioreplay.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/** What verifying cannot be faster than: CRC-32C and SHA-256 over the same bytes, read from the same files. */
final class Checksums {

    private static final int BUFFER_BYTES = 1 << 16;

    private Checksums() {}

    /** Both checksums of the bytes of all files, in order. */
    static String of(List<Path> files) {
        CRC32C crc = new CRC32C();
        MessageDigest sha = sha256();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                while (channel.read(buffer.clear()) >= 0) {
                    crc.update(buffer.array(), 0, buffer.position());
                    sha.update(buffer.array(), 0, buffer.position());
                }
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot read " + file, failed);
            }
        }
        return "%08x %s".formatted(crc.getValue(), HexFormat.of().formatHex(sha.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
