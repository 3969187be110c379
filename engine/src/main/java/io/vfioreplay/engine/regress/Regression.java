package io.vfioreplay.engine.regress;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.ingest.DifferentRedactionException;
import io.vfioreplay.engine.regress.CaseFinder.Found;
import io.vfioreplay.engine.regress.CaseResult.Status;
import io.vfioreplay.journal.format.JournalException;
import io.vfioreplay.journal.format.SystemReason;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs cases against their expectations, on all processors, each case twice to find those that do not always say the same. The
 * results come in the order of the cases, whatever ended first. Writes nothing but temporary journals.
 */
public final class Regression {

    private final RegressionOptions options;
    private final int threads;
    private final Replaying replaying;

    /** Runs with these options, one case on each of {@code threads} threads at a time. */
    public Regression(RegressionOptions options, int threads) {
        this(options, threads, replay -> replay.observe(options));
    }

    /** The same with another way to replay a case. */
    Regression(RegressionOptions options, int threads, Replaying replaying) {
        this.options = options;
        this.threads = threads;
        this.replaying = replaying;
    }

    /** Replays a case once; it is asked twice for each, from several threads at a time. */
    interface Replaying {
        Observation observe(CaseReplay replay);
    }

    /**
     * Runs all cases.
     *
     * @param progress is told cases rather than bytes, from the calling thread
     */
    public List<CaseResult> run(Found found, Progress progress) {
        List<CaseResult> results = new ArrayList<>(each(found.cases(), this::run, progress));
        found.orphans()
                .forEach((name, file) -> results.add(new CaseResult(
                        name,
                        new CaseFiles(name + ExpectationFile.SUFFIX, Optional.empty()),
                        Status.MISSING,
                        List.of(),
                        Optional.empty(),
                        file + " expects a recording that is not there; bring it back, or delete the expectation")));
        return results;
    }

    /** What each case says, without looking at expectations; the ones that cannot be read say why instead. */
    public List<CaseResult> observe(List<RegressionCase> cases, Progress progress) {
        return each(
                cases,
                subject -> guarded(subject, () -> {
                    try (CaseReplay replay = CaseReplay.open(subject)) {
                        Observation now = replaying.observe(replay);
                        return result(subject, Status.SAME, List.of(), Optional.of(now), "");
                    }
                }),
                progress);
    }

    private interface Work {
        CaseResult of(RegressionCase subject);
    }

    private List<CaseResult> each(List<RegressionCase> cases, Work work, Progress progress) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<CaseResult> ended = new ExecutorCompletionService<>(workers);
            List<Future<CaseResult>> running = new ArrayList<>();
            cases.forEach(subject -> running.add(ended.submit(() -> work.of(subject))));
            progress.bytes(0, cases.size());
            for (int i = 1; i <= cases.size(); i++) {
                ended.take().get();
                progress.bytes(i, cases.size());
            }
            List<CaseResult> results = new ArrayList<>();
            for (Future<CaseResult> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", stopped);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error broken) {
                throw broken; // Of this Java, such as too little memory: the tool says so.
            }
            throw new IllegalStateException("a case failed in a way that is no answer", failed.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** Runs one case. */
    public CaseResult run(RegressionCase subject) {
        return guarded(subject, () -> {
            Observation first;
            try (CaseReplay replay = CaseReplay.open(subject)) {
                first = replaying.observe(replay);
            }
            try (CaseReplay replay = CaseReplay.open(subject)) {
                return judge(subject, first, replay);
            }
        });
    }

    private CaseResult judge(RegressionCase subject, Observation first, CaseReplay replay) {
        Observation second = replaying.observe(replay);
        List<Difference> between = Differences.betweenReplays(first, second, replay);
        if (!between.isEmpty()) {
            String text = "two replays of it differ; nothing that it says can be relied on";
            return result(subject, Status.FLAKY, between, Optional.of(second), text);
        }
        if (!Files.exists(subject.expectation())) {
            String text = "it has no expectation; `regress --accept` writes " + subject.expectation();
            return result(subject, Status.NEW, List.of(), Optional.of(second), text);
        }
        Observation expected = ExpectationFile.read(subject.expectation())
                .where(options.rules()::has)
                .withoutDemandsMetBy(second);
        List<Difference> differences = Differences.between(expected, second, replay);
        Status status = differences.isEmpty() ? Status.SAME : Status.DIFFERENT;
        return result(subject, status, differences, Optional.of(second), versions(expected, second));
    }

    /** What is to be said about versions: nothing when they are the same. */
    static String versions(Observation expected, Observation actual) {
        List<String> changed = new ArrayList<>();
        if (!expected.model().equals(actual.model())) {
            changed.add("model changed: " + expected.model() + " expected, " + actual.model() + " here");
        }
        if (!expected.rules().equals(actual.rules())) {
            changed.add("rules changed: " + expected.rules() + " expected, " + actual.rules() + " here");
        }
        return String.join("; ", changed);
    }

    private static CaseResult guarded(RegressionCase subject, Callable<CaseResult> work) {
        try {
            return work.call();
        } catch (JournalException
                | CaptureException
                | DifferentRedactionException
                | UncheckedIOException
                | UnusableExpectationException unusable) {
            String why = unusable instanceof UncheckedIOException io
                    ? SystemReason.explained(io)
                    : String.valueOf(unusable.getMessage());
            return result(subject, Status.UNUSABLE, List.of(), Optional.empty(), why);
        } catch (RuntimeException ours) {
            throw ours;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static CaseResult result(
            RegressionCase subject,
            Status status,
            List<Difference> differences,
            Optional<Observation> observation,
            String message) {
        return new CaseResult(subject.name(), subject.files(), status, differences, observation, message);
    }
}
