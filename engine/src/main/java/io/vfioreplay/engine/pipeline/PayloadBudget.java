package io.vfioreplay.engine.pipeline;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of large payloads wait to be stored. Any thread. */
final class PayloadBudget {

    private final AtomicLong waiting = new AtomicLong();
    private final long bytesMax;

    /** At most {@code bytesMax} bytes wait, or one payload that is larger, alone. */
    PayloadBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Whether there was room, which is taken then. */
    boolean tryTake(int length) {
        while (true) {
            long now = waiting.get();
            if (now > 0 && now + length > bytesMax) {
                return false;
            }
            if (waiting.compareAndSet(now, now + length)) {
                return true;
            }
        }
    }

    /** Gives back the room of a payload that was stored or dropped. */
    void giveBack(long length) {
        if (length > 0) {
            waiting.addAndGet(-length);
        }
    }
}
