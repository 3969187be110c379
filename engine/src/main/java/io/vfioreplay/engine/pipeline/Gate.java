package io.vfioreplay.engine.pipeline;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets one thread at a time add to the open block. Held for some ten nanoseconds, or for as long as the ring is full; a lock of
 * the library costs as much as adding an event does. Not reentrant, not fair.
 */
final class Gate {

    private static final int SPINS = 100;
    private static final long PARK_NANOS = 20_000;

    private final AtomicBoolean taken = new AtomicBoolean();

    /** Returns when this thread is alone. */
    void enter() {
        if (!taken.compareAndSet(false, true)) {
            await();
        }
    }

    private void await() {
        int looks = 0;
        while (!tryEnter()) {
            if (++looks < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PARK_NANOS);
            }
        }
    }

    /** Whether this thread is alone now; otherwise nothing has changed. */
    boolean tryEnter() {
        return !taken.getPlain() && taken.compareAndSet(false, true);
    }

    /** Lets the next one in; everything done meanwhile is seen by it. */
    void leave() {
        taken.setRelease(false);
    }
}
