package io.vfioreplay.engine.ingest;

import io.vfioreplay.engine.wire.WireLog;
import io.vfioreplay.journal.JournalWriter;
import io.vfioreplay.journal.format.PayloadRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the wire log of one capture until the events are in the journal, so that it stands behind them whatever the threads do:
 * the last piece in memory, all before in a temporary file. Filled by one thread, emptied by another after it.
 */
final class WireSpool implements WireLog.Pieces, AutoCloseable {

    private final int witness;
    private final List<Integer> lengths = new ArrayList<>();
    private byte[] last = new byte[0];
    private @Nullable FileChannel file;

    WireSpool(int witness) {
        this.witness = witness;
    }

    @Override
    public void piece(byte[] bytes, int length) {
        if (!lengths.isEmpty()) {
            write(ByteBuffer.wrap(last));
        }
        lengths.add(length);
        last = new byte[length];
        System.arraycopy(bytes, 0, last, 0, length);
    }

    private void write(ByteBuffer bytes) {
        try {
            if (file == null) {
                Path path = Files.createTempFile("vfio-replay-wire", null);
                file = FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            }
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot keep what was on the wire in a temporary file", failed);
        }
    }

    /** Writes all of it: a payload for each piece, and a record that leads to it. */
    void appendTo(JournalWriter journal) {
        long at = 0;
        for (int i = 0; i < lengths.size(); i++) {
            int length = lengths.get(i);
            byte[] piece = i == lengths.size() - 1 ? last : read(at, length);
            PayloadRef ref = journal.putPayload(piece, 0, length);
            TreeMap<String, String> record = new TreeMap<>();
            record.put(WireLog.RECORD, WireLog.WIRE);
            record.put(WireLog.VERSION_KEY, WireLog.VERSION);
            record.put(WireLog.WITNESS, Integer.toString(witness));
            record.put(WireLog.BLOCK, Long.toString(ref.block()));
            record.put(WireLog.BYTES, Integer.toString(ref.length()));
            record.put(WireLog.SHA256, ref.sha256());
            journal.appendRecord(record);
            at += length;
        }
    }

    private byte[] read(long at, int length) {
        if (file == null) {
            throw new IllegalStateException("a piece that is neither in memory nor in the file");
        }
        ByteBuffer piece = ByteBuffer.allocate(length);
        try {
            while (piece.hasRemaining()) {
                if (file.read(piece, at + piece.position()) < 0) {
                    throw new IOException("the file is shorter than what was written");
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read back what was on the wire", failed);
        }
        return piece.array();
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot remove a temporary file", failed);
        }
    }
}
