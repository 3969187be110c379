package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.codec.RowCheck;
import io.vfioreplay.engine.pipeline.EventSlot.Order;
import io.vfioreplay.engine.pipeline.RecorderOptions.Overload;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.GapCause;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.JournalWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of any number of threads into one order, folds them into a model and journals them.
 *
 * <pre>
 *  accept (any thread) --> ring --> position, model --> blocks --> journal
 * </pre>
 *
 * <p>The order of the ring is the order of the journal. An event is acknowledged when {@link #publishedPosition()} has reached
 * it: then it survives the death of the process. A stage that fails stops the recorder: its event and all later ones are not
 * journaled, and every later call throws. {@link #close()} returns when everything is on the disk.
 */
public final class Recorder implements FlatEventSink, AutoCloseable {

    private static final long WAIT_NANOS = 20_000;
    private static final long NOT_YET = -1;

    private final JournalWriter writer;
    private final RecorderModel model;
    private final RecorderOptions options;
    private final Supplier<SortedMap<String, String>> totals;
    private final Disruptor<EventSlot> disruptor;
    private final RingBuffer<EventSlot> ring;
    private final JournalStage journal;
    private final PayloadBudget payloads;
    private final AtomicLong lost = new AtomicLong();
    private final AtomicReference<@Nullable RecorderFailedException> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;
    private volatile long endSequence = NOT_YET;
    private boolean closed;

    /**
     * Starts recording.
     *
     * @param writer a new journal; it belongs to the recorder from now on
     * @param model folds the events
     * @param totals asked once, after the last event, for what the journal's last block says
     */
    public Recorder(
            JournalWriter writer,
            RecorderModel model,
            RecorderOptions options,
            Supplier<SortedMap<String, String>> totals) {
        this.writer = writer;
        this.model = model;
        this.options = options;
        this.totals = totals;
        this.disruptor = new Disruptor<>(
                EventSlot::new,
                options.ringSlots(),
                work -> thread(work),
                ProducerType.MULTI,
                new BlockingWaitStrategy());
        this.payloads = new PayloadBudget(options.payloadBytesMax());
        this.journal = new JournalStage(writer, options.batching(), payloads, this::seal);
        disruptor.setDefaultExceptionHandler(new StopOnFailure());
        disruptor.handleEventsWith(new ModelStage(model)).then(journal);
        this.ring = disruptor.start();
    }

    /** The last position that is in the journal, -1 before the first. Any thread. */
    public long publishedPosition() {
        return journal.publishedPosition();
    }

    /** The last position that is known to be on the disk, -1 before the first. Any thread. */
    public long durablePosition() {
        return journal.durablePosition();
    }

    /**
     * Takes one event; its position is given here. Waits, or drops and counts, when the ring is full.
     *
     * @throws RecorderFailedException when a stage has failed
     * @throws IllegalStateException when the recorder was closed before
     * @throws IllegalArgumentException when no such event can be, or its payload is longer than a journal can hold
     */
    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        RowCheck.check(envelope, kind, values, payload);
        if (payload.length() > JournalWriter.PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("a payload of %d bytes; at most %d fit"
                    .formatted(payload.length(), JournalWriter.PAYLOAD_BYTES_MAX));
        }
        boolean isLarge = payload.length() > EventFormat.INLINE_BYTES_MAX;
        if (isLarge && !takeRoom(payload.length())) {
            lost.incrementAndGet();
            return;
        }
        long gap = lost.get() > 0 ? lost.getAndSet(0) : 0;
        long sequence = claim(gap > 0 ? 2 : 1, options.overload() == Overload.BLOCK);
        if (sequence < 0) {
            lost.addAndGet(gap + 1);
            payloads.giveBack(isLarge ? payload.length() : 0);
            return;
        }
        EventSlot slot = ring.get(sequence);
        slot.fill(Order.PASS_OVER);
        try {
            if (gap > 0) {
                fillWithGap(ring.get(sequence - 1), gap, envelope);
            }
            slot.fill(envelope, kind, values, payload, isLarge ? payload.toByteArray() : null);
        } finally {
            ring.publish(gap > 0 ? sequence - 1 : sequence, sequence);
        }
        checkBeforeEnd(sequence);
    }

    /**
     * An event behind the end is in nobody's journal. Where {@code closing} is not yet set here, the end is claimed later than this
     * sequence was.
     */
    private void checkBeforeEnd(long sequence) {
        if (!closing) {
            return;
        }
        while (endSequence == NOT_YET) {
            await();
        }
        if (sequence > endSequence) {
            throw new IllegalStateException("the recorder is closed");
        }
    }

    /** Takes room for a large payload; false when there is none and nobody waits. */
    private boolean takeRoom(int length) {
        while (!payloads.tryTake(length)) {
            if (options.overload() == Overload.GAP) {
                return false;
            }
            await();
        }
        return true;
    }

    /** The last of {@code count} claimed sequences, or -1 when the ring is full and nobody waits. */
    private long claim(int count, boolean wait) {
        while (true) {
            checkFailure();
            try {
                return ring.tryNext(count);
            } catch (InsufficientCapacityException full) {
                if (!wait) {
                    return -1;
                }
                await();
            }
        }
    }

    private void await() {
        checkFailure();
        LockSupport.parkNanos(WAIT_NANOS);
    }

    private static void fillWithGap(EventSlot slot, long count, Envelope next) {
        Stamp stamp = new Stamp(
                Envelope.NO_POSITION,
                next.timeNanos(),
                Envelope.NO_DURATION,
                Envelope.HOST,
                next.witness(),
                Envelope.NO_RECORD,
                Envelope.OK);
        new Flattener((e, kind, values, payload) -> slot.fill(e, kind, values, payload, null))
                .eventsLost(stamp, count, GapCause.OVERLOAD, Payload.ofUtf8("the recorder could not keep up"));
    }

    /**
     * Waits until every event that was taken before this call is on the disk.
     *
     * @throws RecorderFailedException when a stage has failed before it was
     */
    public void sync() {
        long sequence = claim(1, true);
        ring.get(sequence).fill(Order.SYNC);
        ring.publish(sequence);
        while (disruptor.getSequenceValueFor(journal) < sequence) {
            await();
        }
    }

    /**
     * Waits until every event is in the journal and on the disk, and seals it. Further calls do nothing. Interrupting does not
     * cut it short.
     *
     * @throws RecorderFailedException when a stage has failed; then the journal holds all events before that one, unsealed
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        closing = true;
        try {
            long gap = lost.getAndSet(0);
            if (gap > 0) {
                long sequence = claim(1, true);
                fillWithGap(ring.get(sequence), gap, Stamp.at(Envelope.NO_TIME, Envelope.HOST));
                ring.publish(sequence);
            }
            long end = claim(1, true);
            endSequence = end;
            ring.get(end).fill(Order.END);
            ring.publish(end);
            uninterrupted(ended::await);
            checkFailure();
        } finally {
            letJournalFinish();
            disruptor.halt();
            for (Thread thread : threads) {
                uninterrupted(thread::join);
            }
            writer.close();
        }
    }

    /** After the model failed, the journal still gets everything before that event. */
    private void letJournalFinish() {
        RecorderFailedException failed = failure.get();
        while (failed != null
                && !journal.hasFailed()
                && disruptor.getSequenceValueFor(journal) < failed.sequence() - 1) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    /** Something that waits. */
    @FunctionalInterface
    private interface Waiting {
        void run() throws InterruptedException;
    }

    /** Closing the writer under a stage that still runs would take its memory away, so an interrupt is only remembered. */
    private static void uninterrupted(Waiting waiting) {
        boolean interrupted = false;
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

    private void seal() {
        TreeMap<String, String> all = new TreeMap<>(model.totals());
        all.putAll(totals.get());
        writer.seal(all);
        ended.countDown();
    }

    private void checkFailure() {
        RecorderFailedException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RecorderFailedException known) {
                        // StopOnFailure has kept it; its thread ends here and its sequence never advances.
                        ended.countDown();
                    }
                },
                "vfio-replay-recorder");
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /**
     * Left alone, the Disruptor goes on behind an event whose handler failed, which for a journal is silent loss. This one
     * keeps the failure and throws, so that the stage's thread ends and its sequence stays where it is.
     */
    private final class StopOnFailure implements ExceptionHandler<EventSlot> {

        @Override
        public void handleEventException(Throwable cause, long sequence, EventSlot slot) {
            RecorderFailedException failed = new RecorderFailedException(slot.position(), sequence, cause);
            failure.compareAndSet(null, failed);
            throw failed;
        }

        @Override
        public void handleOnStartException(Throwable cause) {
            failure.compareAndSet(null, new RecorderFailedException(0, NOT_YET, cause));
        }

        @Override
        public void handleOnShutdownException(Throwable cause) {
            failure.compareAndSet(null, new RecorderFailedException(publishedPosition(), NOT_YET, cause));
        }
    }
}
