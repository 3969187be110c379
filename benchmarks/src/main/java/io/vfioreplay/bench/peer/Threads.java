package io.vfioreplay.bench.peer;

/** Waits for threads of the peers. */
final class Threads {

    private Threads() {}

    /** Returns when a thread has ended; an interrupt is kept for later. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
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
