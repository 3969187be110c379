package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Workload;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** A RocksDB with its defaults: the sequence is the key, the rest the value, {@value #BATCH_EVENTS} events a batch. */
final class RocksDbBatches implements Contestant {

    static final String DIRECTORY = "rocks";
    private static final int BATCH_EVENTS = 1000;
    private static final VarHandle U64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Keys are compared byte by byte, so the highest comes first. */
    private static final VarHandle KEY = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    @Override
    public String name() {
        return "rocksdb";
    }

    @Override
    public String description() {
        return "RocksDB, batches of " + BATCH_EVENTS;
    }

    @Override
    public int slowness() {
        return 4;
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        RocksDB.loadLibrary();
        Options options = new Options().setCreateIfMissing(true);
        try {
            RocksDB database =
                    RocksDB.open(options, directory.resolve(DIRECTORY).toString());
            return new Batches(workload, options, database);
        } catch (RocksDBException failed) {
            options.close();
            throw new IllegalStateException("RocksDB does not open in " + directory, failed);
        }
    }

    private static final class Batches implements Recording {

        private final Workload workload;
        private final Options options;
        private final RocksDB database;
        private final WriteBatch batch = new WriteBatch();
        private final WriteOptions writing = new WriteOptions();
        private final byte[] key = new byte[Long.BYTES];
        private final byte[] rest = new byte[Workload.EVENT_BYTES - Long.BYTES];

        Batches(Workload workload, Options options, RocksDB database) {
            this.workload = workload;
            this.options = options;
            this.database = database;
        }

        @Override
        public void write(long from, long to) {
            try {
                for (long i = from; i < to; i++) {
                    put(i);
                    if (batch.count() == BATCH_EVENTS) {
                        database.write(writing, batch);
                        batch.clear();
                    }
                }
            } catch (RocksDBException failed) {
                throw new IllegalStateException("RocksDB does not write", failed);
            }
        }

        private void put(long i) throws RocksDBException {
            KEY.set(key, 0, i);
            U64.set(rest, 0, workload.timeNanos(i));
            U64.set(rest, 8, workload.word(i));
            U64.set(rest, 16, workload.address(i));
            U64.set(rest, 24, workload.value(i));
            U64.set(rest, 32, workload.origin());
            batch.put(key, rest);
        }

        @Override
        public void finish() {
            try {
                database.write(writing, batch);
                batch.clear();
            } catch (RocksDBException failed) {
                throw new IllegalStateException("RocksDB does not write", failed);
            }
        }

        @Override
        public void close() {
            batch.close();
            writing.close();
            database.close();
            options.close();
        }
    }
}
