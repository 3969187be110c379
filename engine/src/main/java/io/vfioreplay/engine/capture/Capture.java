package io.vfioreplay.engine.capture;

import io.vfioreplay.engine.wire.WireLog;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Stamp;
import java.util.List;

/**
 * What one recorder saw of one host, in a format that the implementation knows: one file, or several that belong together
 * and are read as one, such as a log with the error texts beside it.
 */
public interface Capture {

    /** The files, in the order of their witness numbers; at least one. */
    List<CaptureFile> files();

    /**
     * Whether times are those of a wall clock, which other recorders of the host share; otherwise they count from some moment
     * that this recorder alone knows.
     */
    default boolean hasWallClock() {
        return true;
    }

    /**
     * Reads the whole capture once and calls {@code sink} for every event, in the order of the capture. Memory is bounded
     * whatever the files hold. What cannot be understood becomes a {@code captureDamaged} event, and reading goes on.
     *
     * @param sink gets the events; their positions are not yet set
     * @param numbering the numbers that this capture's events carry
     * @param progress told now and then how far reading has come
     * @return how everything in each of {@link #files()} was accounted for
     * @throws CaptureException when a file turns out to be unusable
     */
    List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress);

    /**
     * The same for a capture of messages, which also tells what its events do not say about their packets; every other one tells
     * nothing.
     *
     * @param kept takes the pieces of that, before this returns
     */
    default List<CaptureSummary> readInto(EventSink sink, Numbering numbering, Progress progress, WireLog.Pieces kept) {
        return readInto(sink, numbering, progress);
    }

    /**
     * The numbers that tell captures of one journal apart.
     *
     * @param witness the index of this capture's first file in the journal; the others follow
     * @param firstDevice the index of its first device; the others follow
     */
    record Numbering(int witness, int firstDevice) {
        /** For a capture that is alone. */
        public static final Numbering ALONE = new Numbering(0, 0);

        /** Of what concerns no device and has no time: found in this record, or in {@link Envelope#NO_RECORD} of them. */
        public Stamp untimed(long record) {
            return new Stamp(
                    Envelope.NO_POSITION,
                    Envelope.NO_TIME,
                    Envelope.NO_DURATION,
                    Envelope.HOST,
                    witness,
                    record,
                    Envelope.OK);
        }
    }

    /** Is told how far a long piece of work has come. */
    @FunctionalInterface
    interface Progress {
        /** Does not care. */
        Progress NONE = (done, total) -> {};

        /** {@code done} of {@code total} bytes were read. */
        void bytes(long done, long total);
    }
}
