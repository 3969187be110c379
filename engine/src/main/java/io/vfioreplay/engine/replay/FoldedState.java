package io.vfioreplay.engine.replay;

import io.vfioreplay.hardware.event.EventSink;

/**
 * A state that is a pure function of the events so far, with a digest that two runs can compare. One thread at a time.
 */
public interface FoldedState {

    /** Takes the events, in the order of their positions. */
    EventSink events();

    /** How many values the state has: what a digest costs. */
    long size();

    /** A hash of the whole state, in hex digits. */
    String digest();

    /** Changes whenever the same events may give another digest than before. */
    String version();
}
