package io.vfioreplay.bench.torture;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A process of its own that runs {@link WriterLoop}, to be killed. */
final class WriterProcess {

    private static final long LIFE_MILLIS_MAX = 900;
    private static final int REPORTS_MAX_LOG2 = 10;
    private static final int MICROS_MAX_LOG2 = 13;

    /** What a shell would report: 128 and the number of the signal. */
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final Path errors;

    private WriterProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Starts a writer in a directory that exists. */
    static WriterProcess start(WriterCommand command, Path directory, long seed) throws IOException {
        Path errors = directory.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(command.words(directory, seed)).redirectError(errors.toFile());
        return new WriterProcess(builder.start(), errors);
    }

    /**
     * Kills it at a random instant of its life, and returns what it had reported until then.
     *
     * @throws IllegalStateException when it had ended before by itself, which it never does in order
     */
    Reports killAtRandom(SplittableRandom random) throws IOException {
        Reports reports = new Reports();
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            if (random.nextInt(4) == 0) {
                waitForEnd(random.nextLong(TimeUnit.MILLISECONDS.toNanos(LIFE_MILLIS_MAX)));
            } else {
                followTo(1L << random.nextInt(REPORTS_MAX_LOG2), lines, reports);
                spin(random.nextLong(1_000L << random.nextInt(MICROS_MAX_LOG2)));
            }
            process.toHandle()
                    .destroyForcibly(); // Destroying the process itself would close its pipe before it is read to the
            // end.
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reports.add(line);
            }
        } finally {
            process.destroyForcibly();
            waitForEnd(Long.MAX_VALUE);
        }
        if (process.exitValue() != KILLED) {
            throw new IllegalStateException("the writer ended by itself with exit code " + process.exitValue() + ": "
                    + Files.readString(errors).strip());
        }
        return reports;
    }

    private static void followTo(long count, BufferedReader lines, Reports reports) throws IOException {
        String line = lines.readLine();
        while (line != null) {
            reports.add(line);
            line = reports.lines() < count ? lines.readLine() : null;
        }
    }

    /** Sleeping would last longer than most of these waits. */
    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    private void waitForEnd(long nanos) {
        try {
            process.waitFor(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
