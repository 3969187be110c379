package io.vfioreplay.engine.pipeline;

import io.vfioreplay.journal.JournalWriter;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * What has to be done beside recording, on a thread of its own so that nobody waits for it who need not: room on the disk ahead
 * of the journal, and commits.
 */
final class Housekeeper implements Runnable {

    private static final long PAUSE_NANOS = 10_000_000;
    private static final long SOON_NANOS = 20_000;
    private static final long NOBODY = -1;

    private final JournalWriter writer;
    private final JournalStage journal;
    private final Consumer<Throwable> onFailure;
    private final long delayNanos;
    private final long pauseNanos;
    private final Thread thread = new Thread(this, "vfio-replay-housekeeper");
    private volatile long wantedPosition = NOBODY;
    private volatile long durablePosition = -1;
    private volatile boolean stopped;
    /** How long this thread has paused since it last saw everything on the disk. */
    private long pausedNanos;

    /**
     * A housekeeper that is not started.
     *
     * @param onFailure gets what ended it before it was told to, on its thread
     */
    Housekeeper(JournalWriter writer, JournalStage journal, Durability durability, Consumer<Throwable> onFailure) {
        this.writer = writer;
        this.journal = journal;
        this.onFailure = onFailure;
        this.delayNanos = delayNanos(durability);
        this.pauseNanos = Math.min(PAUSE_NANOS, delayNanos);
        thread.setDaemon(true);
    }

    private static long delayNanos(Durability durability) {
        if (durability instanceof Durability.Batch batch) {
            return batch.delayNanos();
        }
        return durability instanceof Durability.Strict strict ? strict.delayNanos() : Long.MAX_VALUE;
    }

    void start() {
        thread.start();
    }

    /** The last position that is known to be on the disk. Any thread. */
    long durablePosition() {
        return durablePosition;
    }

    /** Asks for a commit now, when this position is in the journal. Any thread. */
    void want(long position) {
        if (position > wantedPosition) {
            wantedPosition = position;
        }
        LockSupport.unpark(thread);
    }

    /** Tells the thread to end; nothing is done any more when {@link #await} has returned. */
    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the thread to end. */
    void await() throws InterruptedException {
        thread.join();
    }

    /** Everything is on the disk: the journal was sealed. */
    void sealed() {
        durablePosition = journal.publishedPosition();
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                writer.makeRoom();
                commitWhereDue();
                boolean isAwaited = wantedPosition > durablePosition;
                LockSupport.parkNanos(isAwaited ? SOON_NANOS : pauseNanos);
                pausedNanos += isAwaited ? SOON_NANOS : pauseNanos;
            }
        } catch (RuntimeException | Error failure) {
            onFailure.accept(failure);
        }
    }

    /** The pauses are the clock: one that was cut short makes a commit come sooner, never later. */
    private void commitWhereDue() {
        long published = journal.publishedPosition();
        boolean isWanted = wantedPosition > durablePosition && wantedPosition <= published;
        if (published == durablePosition) {
            pausedNanos = 0;
        } else if (isWanted || pausedNanos >= delayNanos) {
            writer.sync();
            durablePosition = published;
            pausedNanos = 0;
        }
    }
}
