package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.export.Exported;
import io.vfioreplay.engine.export.Selection;
import io.vfioreplay.engine.query.Matcher;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.engine.sql.ParquetExport;
import io.vfioreplay.journal.format.SystemReason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** Where an export goes: a new file, which is whole or not there, or standard output. */
final class ExportTarget {

    private static final String STANDARD_OUTPUT = "-";
    private static final int BUFFER_BYTES = 1 << 16;

    private ExportTarget() {}

    /** Writes all of an export. */
    @FunctionalInterface
    interface Writing {
        Exported to(OutputStream out);
    }

    /** Finds out where it goes, lets it be written, and says how much there was when that was a file. */
    static Exported write(Console console, ExportFormat format, String output, Writing writing) {
        if (output.equals(STANDARD_OUTPUT) || (output.isEmpty() && format.isText())) {
            return toStandardOutput(console, writing);
        }
        if (output.isEmpty()) {
            throw new UnusableException(format.label() + " is not text; name a file with -o FILE, or -o - for a pipe");
        }
        Path file = Path.of(output);
        Exported exported = toFile(file, writing);
        report(console, file, exported);
        return exported;
    }

    /** The same for Parquet, which only a file can hold. */
    static Exported writeParquet(Console console, Timeline timeline, Selection selection, String output) {
        if (output.isEmpty() || output.equals(STANDARD_OUTPUT)) {
            throw new UnusableException("parquet is written to a file only; name one with -o FILE");
        }
        Path file = Path.of(output);
        if (Files.exists(file)) {
            throw exists(file);
        }
        Matcher matcher = selection.matcher(timeline, Progress.NONE);
        long count = ParquetExport.write(timeline, selection.range(), matcher::before, file);
        Exported exported = new Exported(count, "events", List.of());
        report(console, file, exported);
        return exported;
    }

    private static void report(Console console, Path file, Exported exported) {
        console.line(file + ": " + String.format(Locale.ROOT, "%,d ", exported.count()) + exported.unit());
    }

    private static UnusableException exists(Path file) {
        return new UnusableException(file + " exists already; choose a new name, or remove it first");
    }

    private static Exported toStandardOutput(Console console, Writing writing) {
        try (OutputStream out = new BufferedOutputStream(new Piped(console.out()), BUFFER_BYTES)) {
            return writing.to(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Exported toFile(Path file, Writing writing) {
        try (OutputStream created = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            return whole(file, created, writing);
        } catch (FileAlreadyExistsException exists) {
            throw exists(file);
        } catch (IOException failed) {
            throw new UnusableException("cannot write " + file + " (" + SystemReason.of(failed)
                    + "); check the directory above it, its permissions and its disk");
        }
    }

    private static Exported whole(Path file, OutputStream created, Writing writing) throws IOException {
        try {
            BufferedOutputStream out = new BufferedOutputStream(created, BUFFER_BYTES);
            Exported exported = writing.to(out);
            out.flush();
            return exported;
        } catch (IOException | RuntimeException | Error failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    /** Standard output, which tells that its reader has gone away. */
    private static final class Piped extends OutputStream {

        private final PrintStream out;

        Piped(PrintStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            out.write(b);
            check();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            out.write(bytes, offset, length);
            check();
        }

        @Override
        public void flush() {
            out.flush();
            check();
        }

        private void check() {
            if (out.checkError()) {
                throw new Console.ClosedPipeException();
            }
        }
    }
}
