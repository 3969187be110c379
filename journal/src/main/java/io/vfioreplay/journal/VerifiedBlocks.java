package io.vfioreplay.journal;

import io.vfioreplay.journal.format.BlockIndex;
import io.vfioreplay.journal.format.BlockType;
import io.vfioreplay.journal.format.CorruptJournalException;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.journal.format.DamageCode;
import io.vfioreplay.journal.format.Frame;
import io.vfioreplay.journal.format.FrameHeader;
import io.vfioreplay.journal.format.Sha256;
import io.vfioreplay.journal.format.StoreFile;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the blocks of events of a whole journal, with checksums and chain verified. A second thread reads and verifies one run
 * of blocks while the caller takes the one before, so that verifying costs the caller nothing.
 */
final class VerifiedBlocks {

    private static final int RUN_BYTES = 1 << 18;

    private final StoreFile file;
    private final BlockIndex index;
    private final Sha256 sha = new Sha256();
    private final byte[] previous = new byte[Sha256.BYTES];

    VerifiedBlocks(StoreFile file, BlockIndex index) {
        this.file = file;
        this.index = index;
    }

    /** Blocks that were read together, from row {@code from} to before {@code to}, and what is wrong with the last of them. */
    private static final class Run {

        private byte[] bytes = new byte[0];
        private int from;
        private int to;
        private @Nullable Damage wrong;
    }

    /**
     * Passes on all blocks of events.
     *
     * @throws CorruptJournalException at the first block that is not as it was written; what lies before was passed on
     */
    void read(JournalReader.EventBlocks reader) {
        ExecutorService pool = Executors.newSingleThreadExecutor(VerifiedBlocks::thread);
        try {
            Run spare = new Run();
            Future<Run> coming = submit(pool, new Run(), 0);
            while (true) {
                Run run = result(coming);
                boolean isLast = run.wrong != null || run.to == index.size();
                coming = isLast ? coming : submit(pool, spare, run.to);
                pass(run, reader);
                if (isLast) {
                    return;
                }
                spare = run;
            }
        } finally {
            end(pool);
        }
    }

    /** Interrupting a thread that reads would close the file under the reader, so what it has begun is waited for. */
    private static void end(ExecutorService pool) {
        pool.shutdown();
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, TimeUnit.SECONDS);
            } catch (InterruptedException remember) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<Run> submit(ExecutorService pool, Run into, int from) {
        return pool.submit(() -> {
            load(into, from);
            return into;
        });
    }

    private void pass(Run run, JournalReader.EventBlocks reader) {
        for (int row = run.from; row < run.to; row++) {
            if (index.type(row) == BlockType.EVENTS) {
                FrameHeader header = index.header(row);
                int body = (int) (index.offset(row) - index.offset(run.from)) + Frame.HEADER_BYTES;
                reader.block(
                        header.firstPosition(), header.count(), new BlockBody(run.bytes, body, header.bodyLength()));
            }
        }
        if (run.wrong != null) {
            throw new CorruptJournalException(run.wrong);
        }
    }

    private void load(Run run, int from) {
        int to = from;
        long start = index.offset(from);
        long end = start;
        while (to < index.size() && (to == from || endOf(to) - start <= RUN_BYTES)) {
            end = endOf(to); // Whatever lies between two blocks counts, for a hostile file may put much there.
            to++;
        }
        int length = Math.toIntExact(end - start);
        if (run.bytes.length < length + BlockBody.SLACK_BYTES) {
            run.bytes = new byte[length + BlockBody.SLACK_BYTES];
        }
        int there = file.read(start, run.bytes, length);
        run.from = from;
        run.to = from;
        run.wrong = null;
        while (run.to < to && run.wrong == null) {
            verify(run, (int) (index.offset(run.to) - start), there);
        }
    }

    private long endOf(int row) {
        return index.offset(row) + index.header(row).frameBytes();
    }

    /** Verifies the next block of a run, which then belongs to it or is what is wrong. */
    private void verify(Run run, int at, int there) {
        int row = run.to;
        int length = index.header(row).frameBytes();
        if (there - at < length || !Frame.isIntact(run.bytes, at, length)) {
            run.wrong = wrong(DamageCode.CHECKSUM, row, "its bytes do not give its checksum");
        } else if (!Frame.follows(run.bytes, at, previous)) {
            run.wrong = wrong(DamageCode.CHAIN, row, "does not carry the hash of the block before it");
        } else {
            sha.add(run.bytes, at, length).finish(previous);
            run.to++;
        }
    }

    private Damage wrong(DamageCode code, int row, String message) {
        return new BlockBytes(file, index).damage(code, row, message);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "vfio-replay-read-ahead");
        thread.setDaemon(true);
        return thread;
    }

    private static Run result(Future<Run> coming) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return coming.get();
                } catch (InterruptedException remember) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("reading a block failed", failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
