package io.vfioreplay.engine.postmortem;

import io.vfioreplay.engine.diff.StreamPrint;
import io.vfioreplay.hardware.event.Payload;

/** The migration data of one device as it travelled between two VMMs. Kept as its index and its prints, never as its bytes. */
final class CarriedStream {

    final int device;
    final ChunkIndex chunks = new ChunkIndex();
    final StreamPrint whole = new StreamPrint();

    CarriedStream(int device) {
        this.device = device;
    }

    /** A piece; bytes that the stream announces and does not hold are not seen. */
    void add(Moment moment, long length, Payload data) {
        int count = (int) Math.max(0, Math.min(length, Integer.MAX_VALUE));
        chunks.add(moment, moment.timeNanos(), count, StreamPrint.printOf(data.toByteArray()));
        whole.append(data, count);
    }

    /** The stream, to be read back from its journal. */
    RecordedStream in(Evidence evidence) {
        return new RecordedStream(evidence.events(), device, DataPiece.Direction.CARRIED, chunks, 0, whole);
    }
}
