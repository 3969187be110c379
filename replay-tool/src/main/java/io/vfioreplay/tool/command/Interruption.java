package io.vfioreplay.tool.command;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C as a question rather than an end: the process waits until this is closed, so that what was found so far can be written. The
 * exit code is then that of a process that was interrupted.
 */
final class Interruption implements AutoCloseable {

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "vfio-replay-interruption");
    private volatile boolean isAsked;

    private Interruption() {}

    /** From now on the process waits. */
    static Interruption begin() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupted() {
        isAsked = true;
        try {
            written.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the process was told to end. */
    boolean isAsked() {
        return isAsked;
    }

    @Override
    public void close() {
        written.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The hook runs, and has nothing to wait for any more.
        }
    }
}
