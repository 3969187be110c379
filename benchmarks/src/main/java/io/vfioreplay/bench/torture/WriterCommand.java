package io.vfioreplay.bench.torture;

import io.vfioreplay.engine.ingest.Importer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a writer is started. Most of a short life would be spent on loading classes, so they are loaded from an archive where this
 * Java can make one.
 *
 * @param archive of the classes, or empty
 */
record WriterCommand(Optional<Path> archive) {

    /** What Chronicle needs on every Java from 17 on; the tool's jar says the same in its manifest. */
    private static final List<String> JVM_FLAGS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.util=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xlog:disable",
            "-Xmx256m");

    private static final int TRAINING_REPORTS = 100;

    /** Makes the archive, by a writer that ends in order; without one where that fails. */
    static WriterCommand prepare(Path archive, Path directory) throws IOException {
        Path own = Files.createTempDirectory(directory, "training-");
        Process training = new ProcessBuilder(words(List.of("-XX:ArchiveClassesAtExit=" + archive), own, 0))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = training.inputReader(StandardCharsets.US_ASCII)) {
            for (int i = 0; i < TRAINING_REPORTS && lines.readLine() != null; i++) {
                // It ends by itself when nobody reads its reports any more.
            }
        }
        training.onExit().join();
        Importer.delete(own);
        return new WriterCommand(Files.exists(archive) ? Optional.of(archive) : Optional.empty());
    }

    /** The command line of a writer. */
    List<String> words(Path directory, long seed) {
        List<String> shared = archive.isPresent() ? List.of("-XX:SharedArchiveFile=" + archive.get()) : List.of();
        return words(shared, directory, seed);
    }

    private static List<String> words(List<String> flags, Path directory, long seed) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM_FLAGS);
        words.addAll(flags);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), TortureMain.class.getName()));
        words.addAll(List.of(TortureMain.WRITER, directory.toString(), Long.toString(seed)));
        return words;
    }
}
