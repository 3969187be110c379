package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.ByteStream;
import io.vfioreplay.engine.diff.EventSource;
import io.vfioreplay.engine.diff.StreamPrint;
import io.vfioreplay.hardware.event.Payload;

/**
 * The stream of an attempt, or its end from some offset on, read back from its journal.
 *
 * @param events the journal
 * @param device the device that saved or loaded
 * @param direction where the stream was seen
 * @param chunks where they lie
 * @param start offset of the first byte that counts
 * @param print of the bytes from there on
 */
record RecordedStream(
        EventSource events, int device, DataPiece.Direction direction, ChunkIndex chunks, long start, StreamPrint print)
        implements ByteStream {

    @Override
    public long length() {
        return chunks.length() - start;
    }

    @Override
    public byte[] read(long from, int count) {
        byte[] target = new byte[count];
        if (count == 0) {
            return target;
        }
        long wanted = start + from;
        int first = chunks.chunkAt(wanted);
        int last = chunks.chunkAt(wanted + count - 1);
        boolean indexed = chunks.isComplete() || last < chunks.count() - 1;
        long to = indexed ? chunks.position(last) : chunks.lastPosition();
        Filler filler = new Filler(target, chunks.start(first) - wanted);
        events.replay(chunks.position(first), to + 1, (envelope, kind, values, payload) -> {
            if (direction.isOf(kind) && envelope.device() == device && envelope.succeeded()) {
                filler.add(payload, DataPiece.of(kind, values, payload).accepted());
            }
        });
        if (filler.at < count) {
            throw new IllegalStateException("migration data from offset %d on is gone".formatted(wanted));
        }
        return target;
    }

    private static final class Filler {
        private final byte[] target;
        private long at;

        Filler(byte[] target, long at) {
            this.target = target;
            this.at = at;
        }

        void add(Payload data, int bytes) {
            int skip = (int) Math.min(bytes, Math.max(0, -at));
            int room = (int) Math.max(0, target.length - Math.max(0, at));
            int take = Math.min(Math.min(bytes, data.length()) - skip, room);
            if (take > 0) {
                data.copyTo(skip, target, (int) (at + skip), take);
            }
            at += bytes;
        }
    }
}
