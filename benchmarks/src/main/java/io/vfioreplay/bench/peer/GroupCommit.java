package io.vfioreplay.bench.peer;

import java.util.concurrent.locks.LockSupport;

/** A thread that brings something to the disk again and again, at most a stated time after the last time ended. */
final class GroupCommit implements AutoCloseable {

    private final Runnable sync;
    private final long pauseNanos;
    private final Thread thread;
    private volatile boolean closing;

    private GroupCommit(Runnable sync, long pauseNanos) {
        this.sync = sync;
        this.pauseNanos = pauseNanos;
        this.thread = new Thread(this::run, "group-commit");
        thread.setDaemon(true);
    }

    /** Starts. */
    static GroupCommit start(Runnable sync, long pauseNanos) {
        GroupCommit commit = new GroupCommit(sync, pauseNanos);
        commit.thread.start();
        return commit;
    }

    private void run() {
        while (!closing) {
            LockSupport.parkNanos(pauseNanos);
            sync.run();
        }
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }
}
