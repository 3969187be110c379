package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.vfioreplay.engine.codec.EventFormat;
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

    private final JournalWriter writer;
    private final RecorderModel model;
    private final RecorderOptions options;
    private final Supplier<SortedMap<String, String>> totals;
    private final Disruptor<EventSlot> disruptor;
    private final RingBuffer<EventSlot> ring;
    private final JournalStage journal;
    private final AtomicLong payloadBytes = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicReference<@Nullable RecorderFailedException> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private volatile long failedSequence = -1;
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
        this.journal = new JournalStage(writer, options.batching(), payloadBytes, this::seal);
        disruptor.setDefaultExceptionHandler(new StopOnFailure());
        disruptor.handleEventsWith(new ModelStage(model)).then(journal);
        this.ring = disruptor.start();
    }

    /** The last position that is in the journal, -1 before the first. Any thread. */
    public long publishedPosition() {
        return journal.publishedPosition();
    }

    /**
     * Takes one event; its position is given here. Waits, or drops and counts, when the ring is full.
     *
     * @throws RecorderFailedException when a stage has failed
     * @throws IllegalArgumentException when the payload is longer than a journal can hold
     */
    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        byte @Nullable [] large = null;
        if (payload.length() > EventFormat.INLINE_BYTES_MAX) {
            large = large(payload);
            if (large == null) {
                lost.incrementAndGet();
                return;
            }
        }
        boolean gap = lost.get() > 0;
        long sequence = claim(gap ? 2 : 1, options.overload() == Overload.BLOCK);
        if (sequence < 0) {
            lost.incrementAndGet();
            payloadBytes.addAndGet(large == null ? 0 : -large.length);
            return;
        }
        try {
            if (gap) {
                fillWithGap(ring.get(sequence - 1), envelope);
            }
            ring.get(sequence).fill(envelope, kind, values, payload, large);
        } finally {
            ring.publish(gap ? sequence - 1 : sequence, sequence);
        }
    }

    /** A copy of a large payload once there is room for it, or null when there is none and nobody waits. */
    private byte @Nullable [] large(Payload payload) {
        if (payload.length() > JournalWriter.PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("a payload of %d bytes; at most %d fit"
                    .formatted(payload.length(), JournalWriter.PAYLOAD_BYTES_MAX));
        }
        while (payloadBytes.get() > 0 && payloadBytes.get() + payload.length() > options.payloadBytesMax()) {
            if (options.overload() == Overload.GAP) {
                return null;
            }
            await();
        }
        payloadBytes.addAndGet(payload.length());
        return payload.toByteArray();
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

    private void fillWithGap(EventSlot slot, Envelope next) {
        long count = lost.getAndSet(0);
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
     * Waits until every event is in the journal and on the disk, and seals it. Further calls do nothing.
     *
     * @throws RecorderFailedException when a stage has failed; then the journal holds all events before that one, unsealed
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (lost.get() > 0) {
                long sequence = claim(1, true);
                fillWithGap(ring.get(sequence), Stamp.at(Envelope.NO_TIME, Envelope.HOST));
                ring.publish(sequence);
            }
            long end = claim(1, true);
            ring.get(end).fillWithEnd();
            ring.publish(end);
            awaitEnd();
        } finally {
            letJournalFinish();
            disruptor.halt();
            threads.forEach(Recorder::join);
            writer.close();
        }
    }

    /** After the model failed, the journal still gets everything before that event. */
    private void letJournalFinish() {
        while (failedSequence >= 0
                && !journal.hasFailed()
                && disruptor.getSequenceValueFor(journal) < failedSequence - 1) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the journal was being closed", interrupted);
        }
        checkFailure();
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
            RecorderFailedException failed = new RecorderFailedException(slot.position(), cause);
            if (failure.compareAndSet(null, failed)) {
                failedSequence = sequence;
            }
            throw failed;
        }

        @Override
        public void handleOnStartException(Throwable cause) {
            failure.compareAndSet(null, new RecorderFailedException(0, cause));
        }

        @Override
        public void handleOnShutdownException(Throwable cause) {
            failure.compareAndSet(null, new RecorderFailedException(publishedPosition(), cause));
        }
    }
}
