package io.vfioreplay.tool.command;

import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.shrink.Course;
import io.vfioreplay.engine.shrink.Keep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps the exit code of a command that is given each course as journals. */
final class ExitKeep {

    private static final String NAME = "tried.vfj";
    private static final String NOTHING_SAID = ""; // A command that looks for words must not find its own.

    private final ShrunkFiles files;
    private final String command;

    /**
     * A command.
     *
     * @param files make journals of courses
     * @param command for sh; the paths of the journals are added
     */
    ExitKeep(ShrunkFiles files, String command) {
        this.files = files;
        this.command = command;
    }

    /** What must end with this code. */
    Keep withCode(int code) {
        return new Keep() {
            @Override
            public boolean holds(Course course) {
                return codeOf(course) == code;
            }

            @Override
            public String text() {
                return "exit " + code + " of " + command;
            }
        };
    }

    /** How the command ends on a course. */
    int codeOf(Course course) {
        try {
            Path directory = Files.createTempDirectory("vfio-replay-shrink-");
            try {
                return run(files.write(course, NOTHING_SAID, directory.resolve(NAME)));
            } finally {
                Importer.delete(directory);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot run " + command, failed);
        }
    }

    private int run(List<Path> journals) throws IOException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", command + " \"$@\"", "sh"));
        journals.forEach(journal -> words.add(journal.toString()));
        Process process = new ProcessBuilder(words)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            return process.waitFor();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new UnusableException("interrupted while " + command + " ran");
        } finally {
            process.destroy();
        }
    }
}
