package io.vfioreplay.bench.peer;

import java.util.List;

/** Who takes part. */
public final class Contestants {

    /** The empty harness. */
    public static final Contestant FLOOR = new Nothing();
    /** The whole of our recorder. */
    public static final Contestant PIPELINE = Pipeline.live();
    /** Ours without the ring. */
    public static final Contestant WRITER = new WriterAlone();
    /** The whole of our recorder, with a group commit. */
    public static final Contestant PIPELINE_DURABLE = Pipeline.durable();
    /** The measure of our own: what Chronicle does when one excerpt is one event. */
    public static final Contestant CHRONICLE = new ChronicleExcerpts(false);
    /** The same with the growth of the file out of its way. */
    public static final Contestant CHRONICLE_TOUCHED = new ChronicleExcerpts(true);
    /** Group commit without compression. */
    public static final Contestant RAW_BATCHES = new RawBatches();
    /** The limit, for a file that grows. */
    public static final Contestant MAPPED_CHECKSUMMED = new MappedFile(true, false);
    /** The limit. */
    public static final Contestant MAPPED_CHECKSUMMED_TOUCHED = new MappedFile(true, true);
    /** Aeron, an event a message. */
    public static final Contestant AERON = new AeronArchiveStream(1);
    /** Aeron, as many events a message as fill a packet for the most part. */
    public static final Contestant AERON_BATCHED = new AeronArchiveStream(21);

    private Contestants() {}

    /** Everybody, in the order of the table. The harness itself is not among them. */
    public static List<Contestant> all() {
        return List.of(
                PIPELINE,
                WRITER,
                PIPELINE_DURABLE,
                RAW_BATCHES,
                CHRONICLE,
                CHRONICLE_TOUCHED,
                new ChronicleMethods(),
                AERON,
                AERON_BATCHED,
                new FlightRecorderEvents(),
                new RocksDbBatches(),
                new SqliteRows(),
                new MappedFile(false, false),
                MAPPED_CHECKSUMMED,
                new MappedFile(false, true),
                MAPPED_CHECKSUMMED_TOUCHED);
    }
}
