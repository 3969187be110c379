package io.vfioreplay.bench.peer;

import io.aeron.ExclusivePublication;
import io.aeron.archive.client.AeronArchive;
import io.aeron.archive.codecs.SourceLocation;
import io.aeron.archive.status.RecordingPos;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;
import org.agrona.BitUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.agrona.concurrent.status.CountersReader;

/**
 * A stream over shared memory that an Aeron Archive in this process records. Two threads of Aeron share the work with the one
 * that makes events; its buffers lie where Aeron puts them, in {@code /dev/shm} on Linux.
 *
 * @param eventsPerMessage how many events share a message
 */
record AeronArchiveStream(int eventsPerMessage) implements Contestant {

    private static final String CHANNEL = "aeron:ipc";
    /** Not 10: that is the archive's own control stream, and sharing it costs a factor of ten. */
    private static final int STREAM = 4711;

    @Override
    public String name() {
        return "aeron-" + eventsPerMessage;
    }

    @Override
    public String description() {
        return "Aeron Archive over IPC, "
                + (eventsPerMessage == 1 ? "one event a message" : eventsPerMessage + " events a message");
    }

    @Override
    public boolean isPublishedByTheCall() {
        return false;
    }

    @Override
    public Recording open(Path directory, Workload workload, long events) {
        return new Stream(AeronProcess.launch(directory), workload, eventsPerMessage);
    }

    private static final class Stream implements Recording {

        private final AeronProcess process;
        private final Workload workload;
        private final int eventsPerMessage;
        private final ExclusivePublication publication;
        private final CountersReader counters;
        private final int recordedCounter;
        private final BufferClaim claim = new BufferClaim();

        Stream(AeronProcess process, Workload workload, int eventsPerMessage) {
            this.process = process;
            this.workload = workload;
            this.eventsPerMessage = eventsPerMessage;
            AeronArchive archive = process.client();
            this.publication = archive.context().aeron().addExclusivePublication(CHANNEL, STREAM);
            long unused = archive.startRecording(CHANNEL, STREAM, SourceLocation.LOCAL);
            this.counters = archive.context().aeron().countersReader();
            this.recordedCounter = awaitCounter(archive.archiveId());
        }

        private int awaitCounter(long archiveId) {
            while (true) {
                int counter = RecordingPos.findCounterIdBySession(counters, publication.sessionId(), archiveId);
                if (counter != CountersReader.NULL_COUNTER_ID) {
                    return counter;
                }
                YieldingIdleStrategy.INSTANCE.idle();
            }
        }

        @Override
        public void write(long from, long to) {
            for (long next = from; next < to; next += eventsPerMessage) {
                int count = (int) Math.min(eventsPerMessage, to - next);
                while (publication.tryClaim(count * Workload.EVENT_BYTES, claim) < 0) {
                    YieldingIdleStrategy.INSTANCE.idle();
                }
                put(claim.buffer(), claim.offset(), next, count);
                claim.commit();
            }
        }

        private void put(MutableDirectBuffer buffer, int offset, long from, int count) {
            int at = offset;
            for (long i = from; i < from + count; i++) {
                buffer.putLong(at, i);
                buffer.putLong(at + 8, workload.timeNanos(i));
                buffer.putLong(at + 16, workload.word(i));
                buffer.putLong(at + 24, workload.address(i));
                buffer.putLong(at + 32, workload.value(i));
                buffer.putLong(at + 40, workload.origin());
                at += Workload.EVENT_BYTES;
            }
        }

        @Override
        public void finish() {
            while (counters.getCounterValue(recordedCounter) < publication.position()) {
                YieldingIdleStrategy.INSTANCE.idle();
            }
        }

        /** To within an event a term: what fills up the end of a term is taken for events. */
        @Override
        public long publishedEvents() {
            int frame = BitUtil.align(
                    eventsPerMessage * Workload.EVENT_BYTES + DataHeaderFlyweight.HEADER_LENGTH,
                    FrameDescriptor.FRAME_ALIGNMENT);
            return counters.getCounterValue(recordedCounter) / frame * eventsPerMessage;
        }

        @Override
        public long storedBytes() {
            return publication.position();
        }

        @Override
        public void close() {
            publication.close();
            process.close();
        }
    }
}
