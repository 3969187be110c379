package io.vfioreplay.tool.junit;

import io.vfioreplay.engine.query.Filter;

/** The events of a recording that a filter is true of. */
public final class EventsAssert {

    private final ReplayedRecording recording;
    private final String filter;

    EventsAssert(ReplayedRecording recording, String filter) {
        this.recording = recording;
        this.filter = filter;
        Filter.parse(filter);
    }

    /** There are so many. */
    public EventsAssert hasSize(long expected) {
        Matches found = Matches.of(recording, filter);
        if (found.count() != expected) {
            throw failure(expected + " events, " + filter, found);
        }
        return this;
    }

    /** There is none. */
    public EventsAssert isEmpty() {
        return hasSize(0);
    }

    /** There is at least one. */
    public EventsAssert isNotEmpty() {
        if (Matches.of(recording, filter).count() == 0) {
            throw failure("an event, " + filter, Matches.of(recording, filter));
        }
        return this;
    }

    /** One of them is at this position. */
    public EventsAssert at(long position) {
        String there = "(" + filter + ") and position == " + position;
        if (Matches.of(recording, there).count() == 0) {
            throw Failure.of("an event at position " + position + ", " + filter, found())
                    .at(recording, position)
                    .command("query", recording.name(), filter)
                    .error();
        }
        return this;
    }

    private String found() {
        return Matches.of(recording, filter).text();
    }

    private AssertionError failure(String expected, Matches found) {
        Failure failure = Failure.of(expected, found.text());
        if (found.count() > 0) {
            failure.at(recording, found.first());
        }
        return failure.command("query", recording.name(), filter).error();
    }
}
