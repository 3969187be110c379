package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.ExceptionHandler;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Left alone, the Disruptor goes on behind an event whose handler failed, which for a journal is silent loss. This one keeps the
 * failure and throws, so that the stage's thread ends and its sequence stays where it is.
 */
final class StopOnFailure implements ExceptionHandler<BlockSlot> {

    /** The sequence of a failure that no slot of the ring was part of. */
    static final long NOT_IN_RING = -1;

    private final AtomicReference<@Nullable RecorderFailedException> failure;
    private final JournalStage journal;

    /** Keeps the first failure in {@code failure}. */
    StopOnFailure(AtomicReference<@Nullable RecorderFailedException> failure, JournalStage journal) {
        this.failure = failure;
        this.journal = journal;
    }

    @Override
    public void handleEventException(Throwable cause, long sequence, @Nullable BlockSlot slot) {
        // Without a slot it was the waiting for one that failed.
        long position = slot == null || journal.hasFailed() ? journal.publishedPosition() + 1 : slot.nextPosition();
        RecorderFailedException failed = new RecorderFailedException(position, sequence, cause);
        failure.compareAndSet(null, failed);
        throw failed;
    }

    @Override
    public void handleOnStartException(Throwable cause) {
        failure.compareAndSet(null, new RecorderFailedException(0, NOT_IN_RING, cause));
    }

    @Override
    public void handleOnShutdownException(Throwable cause) {
        long position = journal.publishedPosition() + 1;
        failure.compareAndSet(null, new RecorderFailedException(position, NOT_IN_RING, cause));
    }
}
