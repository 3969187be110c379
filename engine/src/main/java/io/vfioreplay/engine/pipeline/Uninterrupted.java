package io.vfioreplay.engine.pipeline;

/** Waits to the end: closing a writer under a stage that still runs would take its memory away, so an interrupt is remembered. */
final class Uninterrupted {

    private Uninterrupted() {}

    /** Something that waits. */
    @FunctionalInterface
    interface Waiting {
        /** Waits. */
        void run() throws InterruptedException;
    }

    /** Waits until it is over; an interrupt meanwhile is seen by the caller afterwards. */
    static void run(Waiting waiting) {
        boolean interrupted = Thread.interrupted(); // Which would close files under what is run.
        while (true) {
            try {
                waiting.run();
                break;
            } catch (InterruptedException remember) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
