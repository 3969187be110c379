package io.vfioreplay.engine.capture.ftrace;

/**
 * Is given the texts that a program wrote into the trace by {@code trace_marker}, such as the trace events of a QEMU whose
 * backend is {@code ftrace}.
 */
@FunctionalInterface
public interface MarkedLines {

    /**
     * A text was written.
     *
     * @param origin where it stands
     * @param bytes holds the text; valid until the call returns
     * @param from where it begins there
     * @param to where it ends there, without a line end
     * @return whether it was understood; otherwise it counts as irrelevant
     */
    boolean marked(Origin origin, byte[] bytes, int from, int to);

    /**
     * Where a text stands.
     *
     * @param tid the thread that wrote it
     * @param timeNanos when, by the clock of the trace
     * @param line the number of the line, from 1
     * @param isContinuation whether it is the next line of the text before, which has no prefix of its own
     */
    record Origin(int tid, long timeNanos, long line, boolean isContinuation) {}
}
