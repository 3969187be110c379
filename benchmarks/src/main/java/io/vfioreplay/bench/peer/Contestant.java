package io.vfioreplay.bench.peer;

import io.vfioreplay.bench.workload.Workload;
import java.nio.file.Path;

/** One way to write events down. Immutable; each recording is one run of it. */
public interface Contestant {

    /** What it is called, in tables and for {@code --only}. */
    String name();

    /** What it does, in a few words. */
    String description();

    /** How many times fewer events it gets, at least 1: what is slow is measured as well with fewer. */
    default int slowness() {
        return 1;
    }

    /** Whether an event is published when its call returns; otherwise another thread publishes it later. */
    default boolean isPublishedByTheCall() {
        return true;
    }

    /**
     * Prepares a run; none of this is measured.
     *
     * @param directory exists and is empty; everything is written below it
     * @param events how many will come at most
     */
    Recording open(Path directory, Workload workload, long events);
}
