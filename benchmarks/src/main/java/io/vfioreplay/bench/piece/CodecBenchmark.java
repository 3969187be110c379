package io.vfioreplay.bench.piece;

import io.vfioreplay.bench.workload.Feeder;
import io.vfioreplay.bench.workload.Workload;
import io.vfioreplay.engine.codec.EventDecoder;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.codec.EventEncoder;
import io.vfioreplay.journal.BlockBody;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/** Events to the bytes of a block and back, without checksum, file or thread. */
public class CodecBenchmark extends Piece {

    private static final int BLOCK_EVENTS = 512;

    private final Workload workload = new Workload(SEED);
    private final EventEncoder encoder = new EventEncoder();
    private final Feeder feeder = new Feeder(
            workload,
            (envelope, kind, values, payload) -> encoder.add(envelope, kind, values, payload, EventEncoder.NOT_STORED));
    private final EventDecoder decoder = new EventDecoder(ref -> new byte[0]);
    private BlockBody block = BlockBody.copyOf(new byte[0], 0);
    private long sum;

    /** One block, encoded. */
    @Setup
    public void encodeOnce() {
        encoder.begin(encoder.bytes());
        feeder.feed(0, BLOCK_EVENTS);
        block = BlockBody.copyOf(encoder.bytes(), encoder.length());
    }

    /** Encodes blocks. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long encode() {
        long bytes = 0;
        for (int first = 0; first < EVENTS; first += BLOCK_EVENTS) {
            encoder.begin(encoder.bytes());
            feeder.feed(first, first + BLOCK_EVENTS);
            bytes += encoder.length();
        }
        return bytes;
    }

    /** Decodes the same block again and again. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long decode() {
        for (int first = 0; first < EVENTS; first += BLOCK_EVENTS) {
            decoder.decode(
                    0,
                    BLOCK_EVENTS,
                    block,
                    Range.ALL,
                    (envelope, kind, values, payload) -> sum += envelope.timeNanos() + values[1]);
        }
        return sum;
    }
}
