package io.vfioreplay.engine.capture.qemu;

import io.vfioreplay.engine.capture.bytes.LineSource;
import io.vfioreplay.hardware.event.Envelope;
import java.nio.file.Path;

/** One file of QEMU's, with its next line at hand. One thread. */
final class LogFile implements AutoCloseable {

    private static final long STEP_NANOS_MIN = 1_000_000_000;

    private final LineSource source;
    private final LogLine line = new LogLine();
    private final long placeWithoutTime;
    private long place;
    private long lastTimeNanos = Envelope.NO_TIME;
    private int steps;
    private boolean lineBeforeIsBack;
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
            if (line.timeNanos() == Envelope.NO_TIME) {
                place = place == Long.MIN_VALUE ? placeWithoutTime : place;
            } else {
                timed(line.timeNanos());
            }
        }
        return !atEnd;
    }

    private void timed(long nanos) {
        lastTimeNanos = nanos;
        boolean isPlaced = place != Long.MIN_VALUE && place != Long.MAX_VALUE;
        boolean isBack = isPlaced && nanos < place - STEP_NANOS_MIN;
        if (isBack && lineBeforeIsBack) {
            steps++;
            place = nanos;
            lineBeforeIsBack = false;
            return;
        }
        lineBeforeIsBack = isBack;
        place = Math.max(place, nanos);
    }

    boolean isAtEnd() {
        return atEnd;
    }

    /**
     * Whether the line belongs before that of another file. A file keeps its order, so a line stands at the latest time so far;
     * where the clock was set back, which two lines must agree on, what was written before stands before in all files.
     */
    boolean isBefore(LogFile other) {
        return steps == other.steps ? place < other.place : steps < other.steps;
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
