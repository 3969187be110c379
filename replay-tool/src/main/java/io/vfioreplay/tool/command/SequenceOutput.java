package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.json.Json;
import io.vfioreplay.engine.query.Sequence;
import io.vfioreplay.engine.query.SequenceMatch;
import io.vfioreplay.engine.query.SequenceMatcher;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.tool.json.SequenceJson;
import io.vfioreplay.tool.text.EventText;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.SequenceText;
import io.vfioreplay.tool.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the sequences of events that are wanted: both events and the distance between them. */
final class SequenceOutput {

    private SequenceOutput() {}

    /**
     * What is wanted.
     *
     * @param ranges of positions; a sequence lies in one of them
     * @param sequence which events are to follow one another
     * @param json one document rather than lines
     * @param absolute whether times are shown as ns since 1970 rather than since the first event
     */
    record Wanted(List<Range> ranges, Sequence sequence, boolean json, boolean absolute) {}

    /** What was found, and what could not be told. */
    private static final class Tally {
        private long found;
        private long undecided;
        private long passedOver;
    }

    /** Counts the matches and writes none. */
    static long count(Console console, Timeline timeline, Wanted wanted) {
        Tally tally = new Tally();
        pass(console, timeline, wanted, tally, match -> {});
        warn(console, tally);
        return tally.found;
    }

    /** Writes the matches and returns how many there were. */
    static long write(Console console, Timeline timeline, Wanted wanted) {
        Tally tally = new Tally();
        if (wanted.json()) {
            writeJson(console, timeline, wanted, tally);
        } else {
            writeText(console, timeline, wanted, tally);
        }
        warn(console, tally);
        return tally.found;
    }

    private static void writeJson(Console console, Timeline timeline, Wanted wanted, Tally tally) {
        try (Json json = Json.document(console.out())) {
            json.object(() -> {
                json.array(
                        "sequences",
                        () -> pass(
                                console,
                                timeline,
                                wanted,
                                tally,
                                match -> SequenceJson.write(
                                        json, match, event(timeline, match.first()), event(timeline, match.second()))));
                json.number("undecided", tally.undecided).number("passedOver", tally.passedOver);
            });
        }
    }

    private static void writeText(Console console, Timeline timeline, Wanted wanted, Tally tally) {
        EventText text = new EventText(console.palette(), wanted.absolute() ? 0 : timeline.originNanos());
        pass(console, timeline, wanted, tally, match -> {
            event(timeline, match.first()).ifPresent(event -> console.line(text.line(event)));
            event(timeline, match.second()).ifPresent(event -> console.line(text.line(event)));
            console.line(console.palette().paint(Role.FAINT, SequenceText.INDENT + SequenceText.distance(match)));
        });
    }

    private static void pass(Console console, Timeline timeline, Wanted wanted, Tally tally, SequenceMatch.Sink sink) {
        SequenceMatch.Sink counted = match -> {
            tally.found++;
            sink.found(match);
        };
        try (ProgressLine progress = new ProgressLine(console, "reading")) {
            for (Range range : wanted.ranges()) {
                SequenceMatcher matcher = wanted.sequence().matcher(timeline.originNanos(), counted);
                if (wanted.sequence().needsHistory()) {
                    FilteredPass.before(timeline, range, progress, matcher::pass);
                }
                timeline.replay(range, progress, matcher);
                matcher.end();
                tally.undecided += matcher.undecided();
                tally.passedOver += matcher.passedOver();
            }
        }
    }

    /** The event at a position, read again: a match holds no events, so that many may wait in little memory. */
    private static Optional<Event> event(Timeline timeline, long position) {
        List<Event> found = new ArrayList<>(1);
        if (position != Envelope.NO_POSITION) {
            timeline.replay(
                    new Range(position, position + 1),
                    Progress.NONE,
                    (envelope, kind, values, payload) -> found.add(Event.copyOf(envelope, kind, values, payload)));
        }
        return found.stream().findFirst();
    }

    private static void warn(Console console, Tally tally) {
        if (tally.undecided > 0) {
            warn(console, Text.plural(tally.undecided, "event") + " without a time: no window of time begins there");
        }
        if (tally.passedOver > 0) {
            warn(
                    console,
                    Text.plural(tally.passedOver, "event") + " not followed, since too many waited at the same time;"
                            + " expected a smaller window or range");
        }
    }

    private static void warn(Console console, String text) {
        console.err().println(console.palette().paint(Role.WARNING, "vfio-replay: " + text));
    }
}
