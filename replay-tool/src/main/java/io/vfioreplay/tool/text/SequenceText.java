package io.vfioreplay.tool.text;

import io.vfioreplay.engine.query.SequenceMatch;

/** How far the two events of a sequence are from each other, or why there is no second one. */
public final class SequenceText {

    /** Brings the line below the kinds of the events above it. */
    public static final String INDENT = " ".repeat(28);

    private SequenceText() {}

    /** {@code 3 events and 288.0 us later}, {@code nothing followed until the journal ended}. */
    public static String distance(SequenceMatch match) {
        return switch (match.end()) {
            case SECOND -> Text.plural(match.second() - match.first(), "event") + time(match.nanos()) + " later";
            case WINDOW -> "nothing followed in time";
            case NEXT -> "nothing followed until the next one";
            case JOURNAL -> "nothing followed until the end";
        };
    }

    private static String time(long nanos) {
        if (nanos == SequenceMatch.NO_DISTANCE) {
            return "";
        }
        return " and " + (nanos < 0 ? "-" + Text.duration(-nanos) : Text.duration(nanos));
    }
}
