package io.vfioreplay.engine.simulate;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.simulate.Campaign.Plan;
import org.jspecify.annotations.Nullable;

/**
 * The work of one campaign, handed out to its threads a batch of seeds at a time and in their order, so that no list of it is
 * ever made. After a failure no more is handed out.
 */
final class CampaignWork {

    private static final int BATCH_SEEDS = 64;
    private static final long NONE = -1;

    private final Plan plan;
    private final Progress progress;
    private final Object lock = new Object();

    /** How many seeds are handed out; a count, since behind the last seed there may be no other one. */
    private long handedOut;

    private long done;
    private long failedAt = Long.MAX_VALUE;
    private @Nullable Throwable failure;

    /** All of a plan, with somebody who is told how many seeds are done, one call at a time. */
    CampaignWork(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /** Works until nothing is left, something failed, or the thread is interrupted; each thread of the campaign calls it once. */
    CampaignReport work() {
        CampaignReport report = new CampaignReport();
        for (long offset = next(); offset != NONE; offset = next()) {
            try {
                batch(offset, report);
            } catch (RuntimeException | Error failed) {
                failed(offset, failed);
            }
        }
        return report;
    }

    private long next() {
        synchronized (lock) {
            if (failure != null
                    || handedOut >= plan.count()
                    || Thread.currentThread().isInterrupted()) {
                return NONE;
            }
            long offset = handedOut;
            handedOut += Math.min(BATCH_SEEDS, plan.count() - offset);
            return offset;
        }
    }

    private void batch(long offset, CampaignReport report) {
        long count = Math.min(BATCH_SEEDS, plan.count() - offset);
        for (long i = 0; i < count; i++) {
            long seed = plan.firstSeed() + offset + i;
            report.add(Trial.of(Simulation.run(Scenarios.of(seed, plan.wishes(seed)))));
        }
        synchronized (lock) {
            done += count;
            progress.bytes(done, plan.count());
        }
    }

    /** Keeps the failure of the lowest seeds: all below it were handed out before, so that it is the same for any threads. */
    private void failed(long offset, Throwable cause) {
        synchronized (lock) {
            if (offset < failedAt) {
                failedAt = offset;
                failure = cause;
            }
        }
    }

    /** Throws what went wrong, if anything did, when all threads have ended. */
    void throwFailure() {
        synchronized (lock) {
            if (failure instanceof Error broken) {
                throw broken; // Of this Java, such as too little memory: the tool says so.
            }
            if (failure instanceof RuntimeException wrong) {
                throw wrong;
            }
        }
    }
}
