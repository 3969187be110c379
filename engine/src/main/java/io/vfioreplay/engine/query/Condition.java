package io.vfioreplay.engine.query;

/** A part of a filter: true or false of one event. Immutable. */
@FunctionalInterface
interface Condition {

    /** Whether it is true of this event. */
    boolean holds(Candidate event);
}
