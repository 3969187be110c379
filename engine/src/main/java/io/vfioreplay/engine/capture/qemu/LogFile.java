package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.hardware.event.Envelope;
import java.nio.file.Path;

/** One file of QEMU's, with its next line at hand. One thread. */
final class LogFile implements AutoCloseable {

    private final LineSource source;
    private final LogLine line = new LogLine();
    private final long placeWithoutTime;
    private long place;
    private long lastTimeNanos = Envelope.NO_TIME;
    private boolean atEnd;

    /**
     * Opens a file.
     *
     * @param isLog whether it holds trace events; messages without times go behind everything else
     */
    LogFile(Path file, boolean isLog) {
        source = LineSource.open(file);
        placeWithoutTime = isLog ? Long.MIN_VALUE : Long.MAX_VALUE;
        place = Long.MIN_VALUE;
    }

    /** Goes to the next line; false at the end. */
    boolean next() {
        atEnd = !source.next();
        if (!atEnd) {
            line.read(source.bytes(), source.from(), source.to());
            boolean untimed = line.timeNanos() == Envelope.NO_TIME;
            lastTimeNanos = untimed ? lastTimeNanos : line.timeNanos();
            place = Math.max(place, untimed && place == Long.MIN_VALUE ? placeWithoutTime : line.timeNanos());
        }
        return !atEnd;
    }

    boolean isAtEnd() {
        return atEnd;
    }

    /** Where the line belongs among those of other files: the latest time so far, so that a file keeps its order. */
    long place() {
        return place;
    }

    /** The time of the last line that had one, or {@link Envelope#NO_TIME}. */
    long lastTimeNanos() {
        return lastTimeNanos;
    }

    LineSource source() {
        return source;
    }

    LogLine line() {
        return line;
    }

    @Override
    public void close() {
        source.close();
    }
}
