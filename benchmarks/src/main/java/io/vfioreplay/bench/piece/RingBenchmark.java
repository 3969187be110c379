package io.vfioreplay.bench.piece;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.concurrent.Executors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A number handed over to another thread through a bare ring, one slot each, or {@value #BATCH} in a slot: what handing over costs before
 * anybody has done anything.
 */
public class RingBenchmark extends Piece {

    private static final int SLOTS = 1 << 13;
    private static final int BATCH = 128;

    private final Disruptor<Slot> disruptor = new Disruptor<>(
            Slot::new, SLOTS, Executors.defaultThreadFactory(), ProducerType.MULTI, new BlockingWaitStrategy());
    private volatile long seen;

    /** What is handed over: some numbers. */
    static final class Slot {
        private final long[] numbers = new long[BATCH];
        private int count;
    }

    /** Starts the thread that takes the numbers. */
    @Setup
    public void start() {
        disruptor.handleEventsWith((slot, sequence, isLast) -> {
            long sum = seen;
            for (int i = 0; i < slot.count; i++) {
                sum += slot.numbers[i];
            }
            seen = sum;
        });
        disruptor.start();
    }

    /** Stops it. */
    @TearDown
    public void stop() {
        disruptor.shutdown();
    }

    /** A slot for each number. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long one() {
        return handOver(1);
    }

    /** A slot for 128 numbers. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long many() {
        return handOver(BATCH);
    }

    private long handOver(int batch) {
        RingBuffer<Slot> ring = disruptor.getRingBuffer();
        for (int i = 0; i < EVENTS; i += batch) {
            long sequence = ring.next();
            Slot slot = ring.get(sequence);
            slot.count = batch;
            for (int j = 0; j < batch; j++) {
                slot.numbers[j] = (long) i + j;
            }
            ring.publish(sequence);
        }
        return ring.getCursor();
    }
}
