package io.vfioreplay.engine.pack;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.bytes.Zstandard;
import io.vfioreplay.engine.pack.Manifest.PackedFile;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalFiles;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.format.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Packs a journal, sound or damaged, into one file: a tar archive in one Zstandard frame, so that {@code tar --zstd -xf} and
 * {@code sha256sum -c MANIFEST} do without this program.
 *
 * <pre>
 *  packed  = zstd( entry(MANIFEST) { entry(journal.vfj/ name) } 1024 zeros )
 *  entry   = header bytes zeros          header as in TarHeader; zeros up to a multiple of 512
 * </pre>
 *
 * <p>Nothing of names, owners and times gets in: the same journal gives the same file. Memory does not grow with the journal.
 */
public final class Packer {

    /** What the name of a packed journal should end with. */
    public static final String SUFFIX = ".vfj.tar.zst";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] ZEROS = new byte[2 * TarHeader.BLOCK_BYTES];

    private final Path journal;
    private final Progress progress;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long done;
    private long total;

    private Packer(Path journal, Progress progress) {
        this.journal = journal;
        this.progress = progress;
    }

    /**
     * What was packed.
     *
     * @param manifest what is in it
     * @param bytes of the packed file
     * @param sha256 of the packed file
     */
    public record Packed(Manifest manifest, long bytes, String sha256) {}

    /**
     * Packs.
     *
     * @param file where the packed journal will be; must not exist
     * @throws io.vfioreplay.journal.format.NotAJournalException when there is no journal, or the file exists
     * @throws UncheckedIOException when something cannot be read or written; then there is no file
     */
    public static Packed pack(Path journal, Path file, Progress progress) {
        try {
            return new Packer(journal, progress).pack(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot pack " + journal + " into " + file, failed);
        }
    }

    private Packed pack(Path file) throws IOException {
        Manifest manifest = survey();
        try (Staging staging = Staging.beside(file)) {
            Hashing hashing = new Hashing(Files.newOutputStream(staging.path()));
            try (OutputStream out = Zstandard.writing(hashing)) {
                write(manifest, out);
            }
            Staging.sync(staging.path());
            Packed packed = new Packed(manifest, Files.size(staging.path()), hashing.hex());
            staging.publish();
            return packed;
        }
    }

    /** Reads everything once: the manifest, which stands first, has the hash of what follows. */
    private Manifest survey() throws IOException {
        String digest;
        try (JournalReader reader = JournalReader.open(journal, DamagePolicy.SKIP)) {
            digest = reader.digest();
        }
        List<Path> files = JournalFiles.of(journal);
        for (Path file : files) {
            total += 2 * Files.size(file);
        }
        List<PackedFile> packed = new ArrayList<>();
        for (Path file : files) {
            packed.add(copy(file, OutputStream.nullOutputStream()));
        }
        return new Manifest(digest, packed);
    }

    private void write(Manifest manifest, OutputStream out) throws IOException {
        byte[] text = manifest.encode();
        out.write(TarHeader.of(Manifest.NAME, text.length));
        out.write(text);
        out.write(ZEROS, 0, TarHeader.paddingBytes(text.length));
        for (PackedFile file : manifest.files()) {
            out.write(TarHeader.of(file.path(), file.bytes()));
            if (!copy(journal.resolve(file.name()), out).equals(file)) {
                throw new IOException(file.name() + " was written to meanwhile; pack it when its recording has ended");
            }
            out.write(ZEROS, 0, TarHeader.paddingBytes(file.bytes()));
        }
        out.write(ZEROS);
    }

    private PackedFile copy(Path file, OutputStream out) throws IOException {
        Sha256 sha = new Sha256();
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha.add(buffer, 0, count);
                out.write(buffer, 0, count);
                bytes += count;
                done += count;
                progress.bytes(Math.min(done, total), total);
            }
        }
        return new PackedFile(String.valueOf(file.getFileName()), bytes, hex(sha));
    }

    static String hex(Sha256 sha) {
        byte[] hash = new byte[Sha256.BYTES];
        sha.finish(hash);
        return HexFormat.of().formatHex(hash);
    }

    /** Hashes what goes to the disk. */
    private static final class Hashing extends FilterOutputStream {

        private final Sha256 sha = new Sha256();

        Hashing(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            sha.add(bytes, offset, length);
            out.write(bytes, offset, length);
        }

        String hex() {
            return Packer.hex(sha);
        }
    }
}
