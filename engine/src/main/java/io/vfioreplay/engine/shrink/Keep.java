package io.vfioreplay.engine.shrink;

/** What a shrunk recording must still show. */
public interface Keep {
    /** Whether it is shown by these events. The same events must always give the same answer. */
    boolean holds(Course course);

    /** The same in words, as they stand in the header of what was shrunk. */
    String text();
}
