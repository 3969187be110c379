package io.vfioreplay.engine.pack;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.bytes.Zstandard;
import io.vfioreplay.engine.pack.Manifest.PackedFile;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.journal.format.JournalTooNewException;
import io.vfioreplay.journal.format.NotAJournalException;
import io.vfioreplay.journal.format.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Restores a packed journal bit for bit. An archive is what {@link Packer} writes, byte for byte, or it is refused: names come from the
 * manifest, where only those that a journal's files can have are taken; sizes are limited before anything is written and exact
 * afterwards; nothing may be left out, left over or altered. Memory does not grow with the archive.
 */
public final class Unpacker {

    /** What a small archive may expand to in any case: an unfinished journal is mostly room that was never used. */
    private static final long FREE_BYTES = 1L << 30;

    /**
     * Beyond that, a journal hardly packs better: of each block of events, 64 KiB or less, 40 bytes are hashes and checksums, which do
     * not compress. More than a GiB of payloads that are nearly all zeros would; whoever has that and trusts it has {@code tar}.
     */
    private static final long RATIO_MAX = 4096;

    /** Tells what a file was, of which nothing can be decompressed. */
    private static final String SUFFIX = ".vfj.tar.zst";

    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] ZEROS = new byte[BUFFER_BYTES];
    private static final String EXPECTED = "a journal as `vfio-replay pack` writes it";
    private static final String ADVICE = "get the file again, or pack the journal again";

    private final Path file;
    private final Progress progress;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long done;

    private Unpacker(Path file, Progress progress) {
        this.file = file;
        this.progress = progress;
    }

    /** Whether a file begins like a packed journal, of whatever version; or is called so, where its beginning is broken. */
    public static boolean isPacked(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream raw = Files.newInputStream(file)) {
            if (!Zstandard.fits(raw.readNBytes(Integer.BYTES))) {
                return false;
            }
        } catch (IOException unreadable) {
            return false;
        }
        try (Zstandard in = Zstandard.reading(Files.newInputStream(file))) {
            byte[] head = in.readNBytes(2 * TarHeader.BLOCK_BYTES);
            return Manifest.begins(head, TarHeader.BLOCK_BYTES);
        } catch (IOException broken) {
            return String.valueOf(file.getFileName()).endsWith(SUFFIX);
        }
    }

    /**
     * Unpacks.
     *
     * @param journal where the journal will be; must not exist
     * @return what was in it
     * @throws NotAJournalException when it is no packed journal, damaged, or altered, or the journal exists
     * @throws JournalTooNewException when it is of a later version
     * @throws UncheckedIOException when something cannot be read or written
     */
    public static Manifest unpack(Path file, Path journal, Progress progress) {
        try (Staging staging = Staging.beside(journal)) {
            Files.createDirectory(staging.path());
            Manifest manifest = new Unpacker(file, progress).unpackTo(staging.path());
            staging.publish();
            return manifest;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot unpack " + file + " to " + journal, failed);
        }
    }

    /**
     * Unpacks, or where the compressed file is cut or damaged, takes what can be decompressed, for {@code Recovery} to judge.
     *
     * @param journal where the journal, or what is left of it, will be; must not exist
     * @throws NotAJournalException when it is no packed journal, altered, or nothing is left of it, or the journal exists
     * @throws JournalTooNewException when it is of a later version
     * @throws UncheckedIOException when something cannot be read or written
     */
    public static void unpackWhatIsLeft(Path file, Path journal, Progress progress) {
        try {
            unpack(file, journal, progress);
        } catch (NotAJournalException refused) {
            if (!isSalvaged(file, journal)) {
                throw refused;
            }
        }
    }

    private static boolean isSalvaged(Path file, Path journal) {
        try {
            return Salvage.take(file, journal, bytesMax(file));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot unpack " + file + " to " + journal, failed);
        }
    }

    private Manifest unpackTo(Path directory) throws IOException {
        Manifest manifest;
        try (Zstandard in = open()) {
            manifest = manifest(in);
            for (PackedFile each : manifest.files()) {
                restore(in, each, directory.resolve(each.name()), manifest.bytes());
            }
            expect(in, ZEROS, 2 * TarHeader.BLOCK_BYTES, "something else than the end behind the last file");
            if (read(in, 1) > 0 || in.isFollowed()) {
                throw refused("more behind its end");
            }
        }
        checkDigest(directory, manifest);
        for (PackedFile each : manifest.files()) {
            Staging.sync(directory.resolve(each.name()));
        }
        return manifest;
    }

    private Zstandard open() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw refused(Files.exists(file) ? "no plain file" : "nothing");
        }
        return Zstandard.reading(Files.newInputStream(file));
    }

    private Manifest manifest(Zstandard in) throws IOException {
        byte[] header = Arrays.copyOf(buffer, take(in, TarHeader.BLOCK_BYTES));
        OptionalLong size = TarHeader.size(header, Manifest.NAME);
        if (size.isEmpty() || size.getAsLong() > Manifest.BYTES_MAX) {
            throw refused("no manifest at its beginning");
        }
        byte[] text = Arrays.copyOf(buffer, take(in, (int) size.getAsLong()));
        if (Manifest.version(text) > Manifest.VERSION) {
            throw new JournalTooNewException(file, 0, "packed journal", Manifest.version(text), Manifest.VERSION);
        }
        try {
            Manifest manifest = Manifest.decode(text);
            checkSize(manifest.bytes());
            expect(in, ZEROS, TarHeader.paddingBytes(text.length), "no zeros behind the manifest");
            return manifest;
        } catch (IllegalArgumentException | ArithmeticException nonsense) {
            throw refused(String.valueOf(nonsense.getMessage()));
        }
    }

    private void checkSize(long bytes) throws IOException {
        if (bytes > bytesMax(file)) {
            throw new NotAJournalException(
                    file,
                    EXPECTED,
                    "%d bytes that expand to %d, more than a journal's do".formatted(Files.size(file), bytes),
                    "if you know where it comes from, use `tar --zstd -xf`");
        }
    }

    private static long bytesMax(Path file) throws IOException {
        return FREE_BYTES + Math.multiplyExact(Files.size(file), RATIO_MAX);
    }

    private void restore(Zstandard in, PackedFile entry, Path target, long total) throws IOException {
        byte[] header = TarHeader.of(entry.path(), entry.bytes());
        expect(in, header, header.length, "another entry where " + entry.name() + " was expected");
        Sha256 sha = new Sha256();
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < entry.bytes(); ) {
                int count = take(in, (int) Math.min(BUFFER_BYTES, entry.bytes() - at));
                sha.add(buffer, 0, count);
                at += count;
                write(out, at - count, count, at == entry.bytes());
                done += count;
                progress.bytes(done, total);
            }
        }
        if (!Packer.hex(sha).equals(entry.sha256())) {
            throw refused(entry.name() + " with another hash than its manifest says");
        }
        expect(in, ZEROS, TarHeader.paddingBytes(entry.bytes()), "no zeros behind " + entry.name());
    }

    /** Zeros are left out, so that what a journal never used takes no room again; but the last piece gives the file its size. */
    private void write(FileChannel out, long at, int count, boolean isLast) throws IOException {
        if (!isLast && Arrays.equals(buffer, 0, count, ZEROS, 0, count)) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
            out.write(bytes, at + bytes.position());
        }
    }

    /** The files are as the manifest says; that the manifest's digest is theirs is yet another thing. */
    private void checkDigest(Path directory, Manifest manifest) {
        String digest;
        try (JournalReader reader = JournalReader.open(directory, file, DamagePolicy.SKIP)) {
            digest = reader.digest();
        }
        if (!digest.equals(manifest.digest())) {
            throw refused("a journal with digest " + digest + " whose manifest says " + manifest.digest());
        }
    }

    private void expect(Zstandard in, byte[] expected, int length, String found) throws IOException {
        int count = take(in, length);
        if (!Arrays.equals(buffer, 0, count, expected, 0, length)) {
            throw refused(found);
        }
    }

    /** Reads so many bytes into the buffer; they have to be there. */
    private int take(Zstandard in, int length) throws IOException {
        if (read(in, length) < length) {
            throw refused("an end in the middle of an entry");
        }
        return length;
    }

    private int read(Zstandard in, int length) {
        try {
            return in.readNBytes(buffer, 0, length);
        } catch (IOException wrong) {
            throw Salvage.refused(file, EXPECTED);
        }
    }

    private NotAJournalException refused(String found) {
        return new NotAJournalException(file, EXPECTED, found, ADVICE);
    }
}
