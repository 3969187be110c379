package io.vfioreplay.journal;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.StoreFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Checks every byte that was journaled: frames, checksums, chain, order, descriptions and the seal. Changes nothing.
 *
 * <p>Blocks are checked on as many threads as the machine has processors, at most {@value #WORKERS_MAX}; each holds one block, at most
 * 16 MiB. The report is the same however they are scheduled.
 */
public final class JournalVerifier {

    private static final int WORKERS_MAX = 8;
    private static final int RUN_BYTES = 1 << 20;

    private final StoreFile file;
    private final BlockIndex index;
    private final boolean sealed;
    private final List<Damage> damage;
    private final BitSet contradicted = new BitSet();
    private BlockRun.@Nullable Edge last;

    private JournalVerifier(JournalReader reader) {
        this.file = reader.file();
        this.index = reader.scan().index();
        this.sealed = reader.scan().sealed();
        this.damage = new ArrayList<>(reader.scan().damage());
    }

    /**
     * What was found.
     *
     * @param damage every damaged place, in the order of the file
     * @param blocks how many blocks there are
     * @param events how many positions, the lost ones included as far as a later block tells of them
     * @param payloads how many stored payloads
     * @param bytes of all bodies
     * @param sealed whether the journal was closed in order
     * @param digest the hash of the last block, 64 hex digits
     */
    public record Report(
            List<Damage> damage, long blocks, long events, long payloads, long bytes, boolean sealed, String digest) {

        /** Whether everything is as it was written, up to an end that was written. */
        public boolean isClean() {
            return damage.isEmpty() && sealed;
        }
    }

    /**
     * A report, and what follows for reading.
     *
     * @param contradicted the rows whose checksum is right, and whose next block carries another hash
     */
    record Proof(Report report, BitSet contradicted) {}

    /**
     * Checks a journal.
     *
     * @throws io.vfioreplay.journal.format.NotAJournalException when there is none
     * @throws io.vfioreplay.journal.format.JournalTooNewException when it is of a later version
     */
    public static Report verify(Path directory) {
        return verify(directory, directory);
    }

    /** The same for a journal that the user knows as {@code shown}; see {@link JournalReader#open(Path, Path, DamagePolicy)}. */
    public static Report verify(Path directory, Path shown) {
        try (JournalReader reader = JournalReader.open(directory, shown, DamagePolicy.SKIP)) {
            return prove(reader).report();
        }
    }

    /** Checks what a reader has opened. */
    static Proof prove(JournalReader reader) {
        JournalVerifier verifier = new JournalVerifier(reader);
        verifier.checkBlocks();
        return new Proof(verifier.report(), verifier.contradicted);
    }

    private void checkBlocks() {
        int workers = Math.min(Runtime.getRuntime().availableProcessors(), WORKERS_MAX);
        ExecutorService pool = Executors.newFixedThreadPool(workers, JournalVerifier::thread);
        try {
            Deque<Future<BlockRun.Result>> running = new ArrayDeque<>();
            for (int from = 0, to; from < index.size(); from = to) {
                to = endOfRun(from);
                running.add(pool.submit(new BlockRun(file, index, from, to)));
                if (running.size() > 2 * workers) {
                    join(running.remove());
                }
            }
            while (!running.isEmpty()) {
                join(running.remove());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "vfio-replay-verify");
        thread.setDaemon(true);
        return thread;
    }

    private int endOfRun(int from) {
        int to = from;
        for (long bytes = 0; to < index.size() && bytes < RUN_BYTES; to++) {
            bytes += index.header(to).frameBytes();
        }
        return to;
    }

    /** Takes the next run, in the order of the rows. */
    private void join(Future<BlockRun.Result> running) {
        BlockRun.Result run = result(running);
        BlockRun.Edge before = last;
        if (before != null && BlockRun.isContradicted(index, before, run.first())) {
            BlockRun.contradict(new BlockBytes(file, index), before.row(), damage, contradicted);
        }
        damage.addAll(run.damage());
        contradicted.or(run.contradicted());
        last = run.last();
    }

    private static BlockRun.Result result(Future<BlockRun.Result> running) {
        try {
            return running.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("checking a block failed", failed.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("verifying was interrupted", stop);
        }
    }

    private Report report() {
        if (sealed) {
            checkBehind();
        } else {
            String message = "the last block is no SEAL: the journal was not closed in order, or its end is missing";
            damage.add(new Damage(
                    DamageCode.NOT_SEALED, file.path(), file.size(), 0, index.nextPosition(), Long.MAX_VALUE, message));
        }
        damage.sort(Comparator.comparingLong(Damage::offset));
        long payloads = 0;
        long bytes = 0;
        for (int row = 0; row < index.size(); row++) {
            payloads += index.type(row) == BlockType.PAYLOAD ? 1 : 0;
            bytes += index.header(row).bodyLength();
        }
        String digest = last == null ? "" : last.hash();
        return new Report(List.copyOf(damage), index.size(), index.nextPosition(), payloads, bytes, sealed, digest);
    }

    /** Behind the SEAL there is only room that was never used. */
    private void checkBehind() {
        long used = file.firstNonZero(index.endOffset());
        if (used >= 0) {
            add(DamageCode.NOT_A_BLOCK, used, "something stands behind the SEAL, where only zeros are expected");
        }
    }

    private void add(DamageCode code, long offset, String message) {
        damage.add(new Damage(code, file.path(), offset, 0, Damage.NO_POSITION, Damage.NO_POSITION, message));
    }
}
