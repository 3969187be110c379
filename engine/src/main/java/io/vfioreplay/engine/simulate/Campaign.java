package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.capture.Capture.Progress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Many simulated migrations, each judged, on all cores. Seeds take the faults in turn: seed n has fault n modulo their number,
 * so that a seed alone says what happened. Nothing is kept of a migration but what it came to, and of the work nothing but a
 * count, so that a campaign may be as long as one likes. The report is the same for any number of threads.
 */
public final class Campaign {

    private Campaign() {}

    /**
     * What is simulated.
     *
     * @param firstSeed the first seed
     * @param lastSeed the last one, at least the first
     * @param faults to be injected in turn; empty stands for a migration without one
     * @param wishes what all migrations must be like, without a fault
     */
    public record Plan(long firstSeed, long lastSeed, List<Optional<Fault>> faults, Wishes wishes) {

        /** Throws {@link IllegalArgumentException} when there is nothing to simulate; copies the list. */
        public Plan {
            faults = List.copyOf(faults);
            if (lastSeed < firstSeed || faults.isEmpty()) {
                throw new IllegalArgumentException(
                        "seeds %d to %d with %d faults".formatted(firstSeed, lastSeed, faults.size()));
            }
        }

        /** How many migrations that is. */
        public long count() {
            return lastSeed - firstSeed + 1;
        }

        /** What the migration of this seed must be like. */
        public Wishes wishes(long seed) {
            return faults.get((int) Long.remainderUnsigned(seed, faults.size()))
                    .map(wishes::with)
                    .orElse(wishes);
        }
    }

    /**
     * Carries a plan out.
     *
     * @param threads how many, at least 1
     * @param progress is told how many migrations are done, from several threads, one at a time
     * @throws IllegalArgumentException when a fault fits no migration that is like the wishes
     */
    public static CampaignReport run(Plan plan, int threads, Progress progress) {
        ExecutorService workers = Executors.newFixedThreadPool(threads, Campaign::worker);
        try {
            CampaignWork work = new CampaignWork(plan, progress);
            List<Future<CampaignReport>> parts = workers.invokeAll(Collections.nCopies(threads, work::work));
            work.throwFailure();
            return merged(parts);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the campaign was interrupted", stopped);
        } finally {
            workers.shutdownNow();
        }
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "campaign");
        thread.setDaemon(true);
        return thread;
    }

    private static CampaignReport merged(List<Future<CampaignReport>> parts) throws InterruptedException {
        CampaignReport all = new CampaignReport();
        for (Future<CampaignReport> part : parts) {
            try {
                all.add(part.get());
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a thread of the campaign ended without a report", failed.getCause());
            }
        }
        return all;
    }
}
