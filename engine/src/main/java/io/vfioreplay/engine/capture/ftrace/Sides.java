package io.vfioreplay.engine.capture.ftrace;

import java.util.HashMap;
import java.util.Map;

/**
 * Which threads belong to which device, where the trace does not tell.
 *
 * <p>ours: a thread that puts a device into RESUMING belongs to the destination; so does one that first appears after that
 * device was taken out of RESUMING and is not of the source already; all others belong to the source. A trace in which nobody resumes has
 * one device. Several devices of one VMM cannot be told apart.
 */
final class Sides {

    /** The device of a trace in which nobody resumes, and the source where somebody does. */
    static final int FIRST = 0;

    static final int DESTINATION = 1;

    private final ThreadTable<Seen> threads = new ThreadTable<>();
    private final Map<Integer, String> names = new HashMap<>();
    private boolean hasDestination;
    private boolean isResumed;

    /** A thread that was seen. */
    private static final class Seen implements ThreadTable.OfThread {

        private final int tid;
        private final String task;
        private boolean isOfDestination;

        Seen(int tid, String task, boolean isOfDestination) {
            this.tid = tid;
            this.task = task;
            this.isOfDestination = isOfDestination;
        }

        @Override
        public int tid() {
            return tid;
        }
    }

    /** A thread ran into a probe. */
    void seen(TraceLine line) {
        if (threads.find(line.tid()) == null && !threads.isFull()) {
            threads.add(new Seen(line.tid(), line.task(), isResumed));
        }
    }

    /** A thread that was {@link #seen} asked for a state. */
    void stateSet(int tid, boolean isResuming) {
        Seen thread = threads.find(tid);
        if (thread == null) {
            return;
        }
        if (isResuming) {
            thread.isOfDestination = true;
            hasDestination = true;
        } else if (thread.isOfDestination) {
            isResumed = true;
        }
    }

    /** {@link #FIRST} or {@link #DESTINATION}. */
    int of(int tid) {
        Seen thread = threads.find(tid);
        return hasDestination && thread != null && thread.isOfDestination ? DESTINATION : FIRST;
    }

    /** The thread by which people know this side, once all were seen: name and id of the one that appeared first. */
    String name(int side) {
        return names.computeIfAbsent(side, this::nameOfFirst);
    }

    private String nameOfFirst(int side) {
        for (Seen thread : threads.all()) {
            if (of(thread.tid()) == side) {
                return thread.task + " " + thread.tid;
            }
        }
        return "?";
    }
}
