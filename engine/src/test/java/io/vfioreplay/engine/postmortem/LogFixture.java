package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Journals of recorded captures, as they are or as lines to be rearranged, and the answer about them. */
final class LogFixture {

    private final Path directory;
    private int files;

    LogFixture(Path directory) {
        this.directory = directory;
    }

    /** The lines of one recorded file, such as {@code v2-ok/source/trace.log.gz}. */
    static List<String> lines(String file) {
        String name = "/migrations/" + file;
        try (InputStream raw = Objects.requireNonNull(LogFixture.class.getResourceAsStream(name), name);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A journal of files with these lines. */
    @SafeVarargs
    final Timeline imported(List<String>... logs) {
        List<Path> paths = new ArrayList<>();
        for (List<String> lines : logs) {
            paths.add(written(lines));
        }
        return imported(CaptureSet.of(paths));
    }

    /** A journal of these captures. */
    Timeline imported(CaptureSet captures) {
        Path journal = directory.resolve("journal" + files++ + ".vfj");
        Importer.run(captures, journal, HostState.fold(), Progress.NONE);
        return Timeline.open(journal, DamagePolicy.STRICT);
    }

    private Path written(List<String> lines) {
        try {
            return Files.write(directory.resolve("trace" + files++ + ".log"), lines, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer about both sides. */
    static Postmortem examine(Timeline source, Timeline destination) {
        return Examiner.examine(
                Optional.of(Evidence.read(source, Side.SOURCE, Progress.NONE)),
                Optional.of(Evidence.read(destination, Side.DESTINATION, Progress.NONE)));
    }

    /** The answer about one recording. */
    static Postmortem examine(Timeline only) {
        return Examiner.examine(Optional.of(Evidence.read(only, Side.SOURCE, Progress.NONE)), Optional.empty());
    }
}
