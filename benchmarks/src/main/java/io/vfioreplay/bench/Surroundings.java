package io.vfioreplay.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** What a run runs on: figures mean nothing without it. */
final class Surroundings {

    private Surroundings() {}

    /** A line each: the machine and the run. */
    static List<String> describe(BenchOptions options) {
        return List.of(
                "%s %s, %d processors, Java %s (%s)"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.version"),
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.runtime.version"),
                                System.getProperty("java.vendor")),
                String.format(
                        Locale.ROOT,
                        "%d rounds and one to warm up, %,d events a turn, files on %s",
                        options.rounds(),
                        options.events(),
                        fileSystem(options)),
                "Figures are medians over the rounds, with the least and the greatest behind them.");
    }

    private static String fileSystem(BenchOptions options) {
        try {
            return Files.getFileStore(options.directory()).type();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot look at " + options.directory(), failed);
        }
    }
}
