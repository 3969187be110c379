package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.util.concurrent.locks.LockSupport;

/**
 * How stages wait for blocks while recording live. A producer never wakes anybody: a wake-up costs it more than a hundred events.
 * Instead the first stage looks, and takes the open block from the producers when it comes to that: at once and again and again
 * when it is to be prompt, after a short sleep when it is to be calm.
 *
 * <p>Looking at what the producers write slows them down, so a prompt stage says that it has nothing to do and lets the next event
 * publish its block; only now and then it looks whether there was none.
 */
final class PaceWaitStrategy implements WaitStrategy {

    private static final int SPINS = 2_000;
    /** A microsecond or so: a block of one event costs as much as one of fifty. */
    private static final int LOOKS_BEFORE_IDLE = 50;

    private static final int LOOKS_BETWEEN_TAKES = 256;
    private static final long PARK_NANOS = 50_000;

    private final boolean isPrompt;
    private volatile boolean isIdle;
    private volatile Runnable takeOpenBlock = () -> {};

    PaceWaitStrategy(boolean isPrompt) {
        this.isPrompt = isPrompt;
    }

    /** Says how the first stage takes the open block from the producers. */
    void takeBy(Runnable take) {
        takeOpenBlock = take;
    }

    /** Whether the first stage has nothing to do and wants the open block as soon as there is an event in it. */
    boolean isIdle() {
        return isIdle;
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependentSequence, SequenceBarrier barrier)
            throws AlertException {
        boolean isFirst = dependentSequence == cursor;
        long available = dependentSequence.get();
        if (available >= sequence) {
            return available;
        }
        int looks = 0;
        while ((available = dependentSequence.get()) < sequence) {
            barrier.checkAlert();
            if (isFirst && isPrompt && looks == LOOKS_BEFORE_IDLE) {
                isIdle = true;
            }
            boolean sleeps = !isPrompt || looks >= SPINS;
            if (isFirst && (sleeps || looks % LOOKS_BETWEEN_TAKES == LOOKS_BETWEEN_TAKES - 1)) {
                takeOpenBlock.run();
            }
            pause(looks++);
        }
        if (isIdle && isFirst) {
            isIdle = false;
        }
        return available;
    }

    private void pause(int looks) {
        if (isPrompt && looks < SPINS) {
            Thread.onSpinWait();
        } else {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }

    @Override
    public void signalAllWhenBlocking() {
        // Nobody blocks for longer than a short sleep.
    }
}
