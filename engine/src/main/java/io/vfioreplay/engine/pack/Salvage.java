package io.vfioreplay.engine.pack;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.capture.bytes.ByteSource;
import io.vfioreplay.engine.pack.Manifest.PackedFile;
import io.vfioreplay.journal.format.NotAJournalException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can still be had of a packed journal whose compressed file is cut or damaged: the beginnings of its files, as far as they can be
 * decompressed. Nothing vouches for them but the checksums in the journal itself, so they are for recovery alone.
 */
final class Salvage {

    private static final int BUFFER_BYTES = 1 << 16;

    private final ByteSource source;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private Salvage(ByteSource source) {
        this.source = source;
    }

    /** The refusal of a file that cannot be decompressed to its end: how far it can, and what to do with that. */
    static NotAJournalException refused(Path file, String expected) {
        String again = "get the file again, or pack the journal again";
        try (ByteSource source = ByteSource.open(file)) {
            new Salvage(source).passAll();
            String where = source.endDamage().orElse("the compressed file is damaged");
            String advice = again + "; `vfio-replay recover` takes what is left of this one";
            return new NotAJournalException(file, expected, "one that is broken: " + where, advice);
        } catch (CaptureException nothing) {
            String where = "one that is broken: at byte %d %s".formatted(nothing.offset(), nothing.found());
            return new NotAJournalException(file, expected, where, again);
        }
    }

    private void passAll() {
        int count;
        do {
            count = source.read(buffer, 0, BUFFER_BYTES);
        } while (count == BUFFER_BYTES);
    }

    /**
     * Makes a directory of what is left.
     *
     * @param bytesMax the files are not made larger than this together
     * @return false, and nothing is made, when the compressed file is sound or too little is left
     * @throws IOException when something cannot be written
     */
    static boolean take(Path file, Path journal, long bytesMax) throws IOException {
        try (Staging staging = Staging.beside(journal);
                ByteSource source = ByteSource.open(file)) {
            Files.createDirectory(staging.path());
            boolean taken = new Salvage(source).takeTo(staging.path(), bytesMax);
            if (taken) {
                staging.publish();
            }
            return taken;
        } catch (CaptureException nothing) {
            return false;
        }
    }

    private boolean takeTo(Path directory, long bytesMax) throws IOException {
        Optional<Manifest> manifest = manifest();
        if (manifest.isEmpty()) {
            return false;
        }
        long taken = 0;
        for (PackedFile each : manifest.get().files()) {
            if (source.read(buffer, 0, TarHeader.BLOCK_BYTES) < TarHeader.BLOCK_BYTES) {
                break;
            }
            taken += copy(Math.min(each.bytes(), bytesMax - taken), directory.resolve(each.name()));
            source.read(buffer, 0, TarHeader.paddingBytes(each.bytes()));
        }
        passAll();
        return taken > 0 && source.endDamage().isPresent();
    }

    private Optional<Manifest> manifest() {
        byte[] header = source.peek(TarHeader.BLOCK_BYTES);
        source.read(buffer, 0, header.length);
        OptionalLong size =
                header.length < TarHeader.BLOCK_BYTES ? OptionalLong.empty() : TarHeader.size(header, Manifest.NAME);
        if (size.isEmpty() || size.getAsLong() > Manifest.BYTES_MAX) {
            return Optional.empty();
        }
        byte[] text = Arrays.copyOf(buffer, source.read(buffer, 0, (int) size.getAsLong()));
        source.read(buffer, 0, TarHeader.paddingBytes(text.length));
        try {
            return Optional.of(Manifest.decode(text));
        } catch (IllegalArgumentException nonsense) {
            return Optional.empty();
        }
    }

    private long copy(long length, Path target) throws IOException {
        long copied = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            int count = -1;
            while (copied < length && count != 0) {
                count = source.read(buffer, 0, (int) Math.min(BUFFER_BYTES, length - copied));
                out.write(buffer, 0, count);
                copied += count;
            }
        }
        return copied;
    }
}
