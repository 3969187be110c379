package io.vfioreplay.engine.pipeline;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import io.vfioreplay.engine.codec.EventFormat;
import io.vfioreplay.engine.pipeline.RecorderOptions.Batching;
import io.vfioreplay.engine.pipeline.RecorderOptions.Overload;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.journal.JournalWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of any number of threads into one order, folds them into a model and journals them.
 *
 * <pre>
 *  accept (any thread) --> open block --> ring of blocks --> model --> journal
 *                          position,                                   checksum, chain
 *                          encoding                housekeeper: room ahead, commits
 * </pre>
 *
 * <p>An event is encoded by the thread that brings it, straight into a block that is a slot of the ring: handing over a block of
 * up to 512 events costs what handing over one would. The order in which events enter the open block is the order of the
 * journal.
 *
 * <p>An event is acknowledged when {@link #publishedPosition()} has reached it: then it survives the death of the process. When
 * {@link #durablePosition()} has, it survives loss of power. A stage that fails stops the recorder: its event and all later ones
 * are not journaled, and every later call throws. {@link #close()} returns when everything is on the disk. Nothing is allocated
 * for an event whose payload has at most {@value EventFormat#INLINE_BYTES_MAX} bytes.
 */
public final class Recorder implements FlatEventSink, AutoCloseable {

    private static final long WAIT_NANOS = 20_000;

    private final JournalWriter writer;
    private final RecorderModel model;
    private final RecorderOptions options;
    private final boolean isStrict;
    private final Supplier<SortedMap<String, String>> totals;
    private final @Nullable PaceWaitStrategy pace;
    private final Disruptor<BlockSlot> disruptor;
    private final JournalStage journal;
    private final Housekeeper housekeeper;
    private final PayloadBudget payloads;
    private final Gate gate = new Gate();
    private final OpenBlock open;
    private final AtomicReference<@Nullable RecorderFailedException> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private LostEvents lost = LostEvents.NONE; // Whoever is inside the gate.
    private boolean takesNoMore; // Whoever is inside the gate.
    private volatile long acceptedPosition = Envelope.NO_POSITION;
    private volatile boolean closing;
    private volatile boolean isStageGone;
    private final AtomicBoolean closed = new AtomicBoolean();

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
        this.isStrict = options.durability() instanceof Durability.Strict;
        this.totals = totals;
        this.pace = options.batching() == Batching.BY_CONTENT
                ? null
                : new PaceWaitStrategy(options.batching() == Batching.PROMPT);
        // The gate makes one producer of all threads. With more, the ring's cursor would stand behind the open
        // block, and the stages would run after it without ever coming to wait.
        WaitStrategy waiting = pace == null ? new BlockingWaitStrategy() : pace;
        this.disruptor = new Disruptor<>(
                BlockSlot::new, options.ringBlocks(), work -> thread(work), ProducerType.SINGLE, waiting);
        this.payloads = new PayloadBudget(options.payloadBytesMax());
        this.journal = new JournalStage(writer, options.overload(), payloads, new End());
        this.housekeeper = new Housekeeper(writer, journal, options.durability(), this::housekeeperFailed);
        this.open = new OpenBlock(disruptor.getRingBuffer());
        start();
    }

    private void start() {
        disruptor.setDefaultExceptionHandler(new StopOnFailure(failure, journal));
        if (model == RecorderModel.NONE) {
            disruptor.handleEventsWith(journal);
        } else {
            disruptor.handleEventsWith(new ModelStage(model)).then(journal);
        }
        if (pace != null) {
            pace.takeBy(this::takeOpenBlock);
        }
        disruptor.start();
        housekeeper.start();
    }

    /** The position of the event that was taken last, -1 before the first. Any thread. */
    public long acceptedPosition() {
        return acceptedPosition;
    }

    /** The last position that is in the journal, -1 before the first. Any thread. */
    public long publishedPosition() {
        return journal.publishedPosition();
    }

    /** The last position that is known to be on the disk, -1 before the first. Any thread. */
    public long durablePosition() {
        return housekeeper.durablePosition();
    }

    /**
     * Takes one event; its position is given here. Waits, or drops and counts, when the ring is full. Under
     * {@link Durability.Strict} a control-plane event is never dropped, and is on the disk when this returns.
     *
     * @throws RecorderFailedException when a stage has failed
     * @throws IllegalStateException when the recorder was closed before
     * @throws IllegalArgumentException when no such event can be, or its payload is longer than a journal can hold
     */
    @Override
    public void accept(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        checkFailure();
        boolean mustBeDurable = isStrict && !Durability.isDataPlane(kind);
        boolean waits = mustBeDurable || options.overload() == Overload.BLOCK;
        byte @Nullable [] large = null;
        if (payload.length() > EventFormat.INLINE_BYTES_MAX) {
            large = payload.length() <= JournalWriter.PAYLOAD_BYTES_MAX ? takeLarge(payload, waits) : tooLong(payload);
        }
        long position = Envelope.NO_POSITION;
        gate.enter();
        try {
            if (large == null && payload.length() > EventFormat.INLINE_BYTES_MAX) {
                lost = lost.andOneMore();
            } else if (isReady(envelope, waits)) {
                open.add(envelope, kind, values, payload, large);
                large = null;
                position = open.nextPosition() - 1;
                acceptedPosition = position;
                if (pace != null && pace.isIdle()) {
                    open.publish();
                }
            }
        } finally {
            gate.leave();
            if (large != null) {
                payloads.giveBack(large.length); // It went nowhere.
            }
        }
        if (mustBeDurable && position != Envelope.NO_POSITION) {
            awaitDurable(position);
        }
    }

    private static byte[] tooLong(Payload payload) {
        throw new IllegalArgumentException(
                "a payload of %d bytes; at most %d fit".formatted(payload.length(), JournalWriter.PAYLOAD_BYTES_MAX));
    }

    /** A copy of a large payload, or null when there is no room for it and nobody waits. */
    private byte @Nullable [] takeLarge(Payload payload, boolean waits) {
        while (true) {
            boolean isDrained = disruptor.getSequenceValueFor(journal) >= disruptor.getCursor();
            if (payloads.tryTake(payload.length())) {
                return payload.toByteArray();
            }
            if (!waits) {
                return null;
            }
            if (isDrained) {
                publishOpenBlock(); // Nothing else holds the room. That depends on the events alone, as blocks do.
            }
            await();
        }
    }

    private void publishOpenBlock() {
        gate.enter();
        try {
            open.publish();
        } finally {
            gate.leave();
        }
    }

    /** Whether an event can be added now. Otherwise it was counted as lost. */
    private boolean isReady(Envelope next, boolean waits) {
        if (takesNoMore) {
            throw new IllegalStateException("the recorder is closed");
        }
        if (open.isReady() && lost.isNone()) {
            return true;
        }
        if (!lost.isNone() && (open.isReady() || openBlock(waits))) {
            lost.sendTo(next, (e, kind, values, payload) -> open.add(e, kind, values, payload, null));
            lost = LostEvents.NONE; // The block may be full now.
        }
        if (lost.isNone() && (open.isReady() || openBlock(waits))) {
            return true;
        }
        lost = lost.andOneMore();
        return false;
    }

    private boolean openBlock(boolean waits) {
        checkFailure();
        while (!open.tryOpen()) {
            if (!waits) {
                return false;
            }
            await();
        }
        return true;
    }

    private void await() {
        checkFailure();
        LockSupport.parkNanos(WAIT_NANOS);
    }

    /** Publishes what was added so far, unless somebody is adding. Called by the first stage when it has nothing to do. */
    private void takeOpenBlock() {
        if (gate.tryEnter()) {
            try {
                open.publish();
            } finally {
                gate.leave();
            }
        }
    }

    /**
     * Waits until every event that was taken before this call is on the disk.
     *
     * @throws RecorderFailedException when a stage has failed before it was
     */
    public void sync() {
        awaitDurable(acceptedPosition());
    }

    /**
     * Waits until an event, and with it all before, is on the disk.
     *
     * @param position one that was given, see {@link #acceptedPosition()}; -1 for none
     * @throws IllegalArgumentException when no event has this position yet
     * @throws RecorderFailedException when a stage has failed before it was
     */
    public void awaitDurable(long position) {
        if (position > acceptedPosition) {
            throw new IllegalArgumentException("position %d; the last is %d".formatted(position, acceptedPosition));
        }
        publishOpenBlock();
        while (housekeeper.durablePosition() < position) {
            housekeeper.want(position);
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
        if (closed.getAndSet(true)) {
            return;
        }
        closing = true;
        try {
            publishEnd();
            Uninterrupted.run(ended::await);
            checkFailure();
        } finally {
            letJournalFinish();
            disruptor.halt();
            for (Thread thread : threads) {
                Uninterrupted.run(thread::join);
            }
            stopHousekeeper();
            Uninterrupted.run(this::closeWriter);
        }
    }

    private void closeWriter() {
        try {
            writer.close();
        } catch (RuntimeException failed) {
            if (failure.get() == null) {
                throw failed;
            } // Otherwise what failed first is what the caller has to hear.
        }
    }

    private void publishEnd() {
        gate.enter();
        try {
            takesNoMore = true;
            if (!lost.isNone()) {
                if (!open.isReady()) {
                    openBlock(true);
                }
                lost.sendTo(LostEvents.AT_THE_END, (e, k, v, p) -> open.add(e, k, v, p, null));
            }
            open.publish();
            if (!open.isReady()) {
                openBlock(true);
            }
            open.publishEnd();
        } finally {
            gate.leave();
        }
    }

    /** After the model failed, the journal still gets everything before that event. */
    private void letJournalFinish() {
        RecorderFailedException failed = failure.get();
        while (failed != null
                && !isStageGone
                && !journal.hasFailed()
                && disruptor.getSequenceValueFor(journal) < failed.sequence()) {
            LockSupport.parkNanos(WAIT_NANOS);
        }
    }

    private void stopHousekeeper() {
        housekeeper.stop();
        Uninterrupted.run(housekeeper::await);
    }

    private void checkFailure() {
        RecorderFailedException failed = failure.get();
        if (failed != null) {
            throw failed.again();
        }
    }

    private void housekeeperFailed(Throwable cause) {
        journal.stop(); // What is in the journal from now on is what was published.
        failed(publishedPosition() + 1, cause);
    }

    private void failed(long position, Throwable cause) {
        failure.compareAndSet(null, new RecorderFailedException(position, StopOnFailure.NOT_IN_RING, cause));
        ended.countDown();
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RecorderFailedException known) {
                        // StopOnFailure has kept it; its thread ends here and its sequence never advances.
                        ended.countDown();
                    } catch (RuntimeException | Error unexpected) {
                        // Or everybody would wait for this thread for ever.
                        isStageGone = true;
                        failed(publishedPosition() + 1, unexpected);
                    }
                },
                "vfio-replay-recorder");
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Seals the journal when everything is in it. */
    private final class End implements JournalStage.Ending {

        @Override
        public boolean isNear() {
            return closing;
        }

        @Override
        public void seal() {
            stopHousekeeper();
            checkFailure(); // A commit that failed may have lost what a later one would not miss.
            TreeMap<String, String> all = new TreeMap<>(model.totals());
            all.putAll(totals.get());
            writer.seal(all);
            housekeeper.sealed();
            ended.countDown();
        }
    }
}
