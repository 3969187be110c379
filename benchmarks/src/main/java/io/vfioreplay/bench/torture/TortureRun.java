package io.vfioreplay.bench.torture;

import io.vfioreplay.bench.torture.Tally.Count;
import io.vfioreplay.engine.ingest.Importer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** All trials of a run, some at a time, each in a directory of its own, which stays only when the trial fails. */
final class TortureRun {

    private static final int WORKERS = 2;

    private final TortureOptions options;
    private final Path directory;
    private final ProgressSink progress;
    private final Tally tally = new Tally();
    private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();

    /**
     * A run.
     *
     * @param directory exists
     */
    TortureRun(TortureOptions options, Path directory, ProgressSink progress) {
        this.options = options;
        this.directory = directory;
        this.progress = progress;
    }

    /** Is told how far a run has come, by any thread. */
    @FunctionalInterface
    interface ProgressSink {
        void progress(TrialKind kind, long done, long total);
    }

    /**
     * Runs everything.
     *
     * @param recovery makes sound journals of broken ones
     * @throws IOException when the journals to be damaged cannot be made
     */
    List<Failure> run(Recovery recovery) throws IOException {
        if (isWanted(TrialKind.KILL)) {
            Path archive = directory.resolve("writer.jsa");
            WriterCommand command = WriterCommand.prepare(archive, directory);
            runAll(new KillTrial(command, options.seed(), recovery, tally), options.kills());
            Files.deleteIfExists(archive);
        }
        if (isWanted(TrialKind.DAMAGE)) {
            Path originals = directory.resolve("originals");
            runAll(DamageTrial.prepare(options.seed(), originals, recovery, tally), options.damage());
        }
        List<Failure> sorted = new ArrayList<>(failures);
        sorted.sort(Comparator.comparing(Failure::kind).thenComparing(Failure::number));
        return sorted;
    }

    /** What was counted, one line each. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        for (Count count : Count.values()) {
            lines.add(String.format(Locale.ROOT, "%,14d  %s", tally.of(count), count.words()));
        }
        return lines;
    }

    long count(Count count) {
        return tally.of(count);
    }

    private boolean isWanted(TrialKind kind) {
        return options.only().isEmpty() || options.only().get().kind() == kind;
    }

    private void runAll(Trial trial, long count) {
        long first = options.only().map(TortureOptions.Only::number).orElse(0L);
        long end = options.only().isPresent() ? first + 1 : count;
        AtomicLong next = new AtomicLong(first);
        AtomicLong done = new AtomicLong();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Thread worker = new Thread(
                    () -> {
                        for (long number = next.getAndIncrement(); number < end; number = next.getAndIncrement()) {
                            runOne(trial, number);
                            progress.progress(trial.kind(), done.incrementAndGet(), end - first);
                        }
                    },
                    "vfio-replay-torture");
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
        workers.forEach(TortureRun::join);
    }

    private void runOne(Trial trial, long number) {
        Path own = directory.resolve(trial.kind().word() + "-" + number);
        List<String> wrong;
        try {
            Files.createDirectory(own);
            wrong = trial.run(number, own);
        } catch (IOException | RuntimeException | Error failed) {
            wrong = List.of("the trial itself ended with " + failed);
        }
        if (!wrong.isEmpty()) {
            failures.add(new Failure(trial.kind(), number, wrong, own));
            return;
        }
        try {
            Importer.delete(own);
        } catch (UncheckedIOException stays) {
            failures.add(new Failure(trial.kind(), number, List.of(stays.toString()), own));
        }
    }

    /** A run is ended by ending its process; an interrupt is only remembered. */
    private static void join(Thread worker) {
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException remember) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
