package io.vfioreplay.tool.command;

import io.vfioreplay.journal.format.SystemReason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A file for other programs that a verb writes beside what it shows. */
final class ReportFile {

    private ReportFile() {}

    /** Writes the file, in place of one that is there; does nothing where none was asked for. */
    static void write(@Nullable Path file, Consumer<OutputStream> report) {
        if (file == null) {
            return;
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            report.accept(out);
        } catch (IOException failed) {
            throw new UnusableException("the report " + file + " cannot be written (" + SystemReason.of(failed)
                    + "); check the directory above it and its permissions");
        }
    }
}
