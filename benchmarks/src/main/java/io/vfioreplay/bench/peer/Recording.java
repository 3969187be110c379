package io.vfioreplay.bench.peer;

/** One run of a contestant. One thread calls it. */
public interface Recording extends AutoCloseable {

    /** What was not looked at. */
    long NOT_OBSERVED = -1;

    /** Writes the events with the sequences from {@code from} to before {@code to}; they come in order, from 0 on. */
    void write(long from, long to);

    /** Returns when all that was written is published: a reader finds it, also after this process was killed. */
    void finish();

    /** How many events are published so far, or {@link #NOT_OBSERVED}. Cheap. */
    default long publishedEvents() {
        return NOT_OBSERVED;
    }

    /** How many events are on the disk so far, or {@link #NOT_OBSERVED}. Cheap. */
    default long durableEvents() {
        return NOT_OBSERVED;
    }

    /** How many bytes of files the events take, where that is not the length of the files; else {@link #NOT_OBSERVED}. */
    default long storedBytes() {
        return NOT_OBSERVED;
    }

    /** Lets go of everything. */
    @Override
    void close();
}
