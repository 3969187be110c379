package io.vfioreplay.engine.pack;

import io.vfioreplay.engine.capture.bytes.Zstandard;
import io.vfioreplay.journal.format.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Writes archives that {@link Packer} would not, piece by piece. */
final class Archive {

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    /** The lines of a file in a manifest. */
    static String file(String name, long bytes, byte[] content) {
        return "# bytes " + bytes + "\n" + HexFormat.of().formatHex(Sha256.of(content, 0, content.length)) + "  " + name
                + "\n";
    }

    /** A manifest of version 1 with these lines. */
    static String text(String digest, String... files) {
        return "# vfio-replay packed journal 1\n# digest " + digest + "\n" + String.join("", files);
    }

    Archive manifest(String text) {
        return entry("MANIFEST", text.getBytes(StandardCharsets.UTF_8));
    }

    Archive entry(String name, byte[] content) {
        return entry(TarHeader.of(name, content.length), content);
    }

    Archive entry(byte[] header, byte[] content) {
        return raw(header).raw(content).raw(new byte[TarHeader.paddingBytes(content.length)]);
    }

    Archive raw(byte[] bytes) {
        tar.writeBytes(bytes);
        return this;
    }

    /** The archive without the zeros at its end. */
    byte[] unfinished() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = Zstandard.writing(packed)) {
            tar.writeTo(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return packed.toByteArray();
    }

    byte[] finished() {
        return raw(new byte[2 * TarHeader.BLOCK_BYTES]).unfinished();
    }
}
