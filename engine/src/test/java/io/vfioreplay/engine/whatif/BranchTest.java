package io.vfioreplay.engine.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.capture.Capture.Progress;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.replay.Replayable;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the events of a branch stand. Invariant: any part of a branch is that part of the whole. */
final class BranchTest {

    private static final int EVENTS = 6;
    private static final long SEED = 11;
    private static final int RUNS = 300;

    private final Replayable journal = (range, progress, sink) -> {
        for (long i = range.from(); i < Math.min(range.to(), EVENTS); i++) {
            marker(i, "e" + i).sendTo(sink);
        }
    };
    private final EventContext context =
            (side, position) -> position < EVENTS ? Optional.of(marker(position, "e" + position)) : Optional.empty();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drop 2|0:e0 1:e1 3:e3 4:e4 5:e5",
                "drop 1-3|0:e0 4:e4 5:e5",
                "drop 4-end|0:e0 1:e1 2:e2 3:e3",
                "drop text == \"e0\"|1:e1 2:e2 3:e3 4:e4 5:e5",
                "drop (text == \"e5\")|0:e0 1:e1 2:e2 3:e3 4:e4",
                "change 2 text=x|0:e0 1:e1 2:x 3:e3 4:e4 5:e5",
                "change (position > 3) text=x|0:e0 1:e1 2:e2 3:e3 4:x 5:x",
                "replace 0 markerPlaced text=x|0:x 1:e1 2:e2 3:e3 4:e4 5:e5",
                "insert after 2 markerPlaced text=x|0:e0 1:e1 2:e2 2+1:x 3:e3 4:e4 5:e5",
                "insert before 0 markerPlaced text=x|start+1:x 0:e0 1:e1 2:e2 3:e3 4:e4 5:e5",
                "insert after 5 @1|0:e0 1:e1 2:e2 3:e3 4:e4 5:e5 5+1:e1",
                "move 4 before 1|0:e0 0+1:e4 1:e1 2:e2 3:e3 5:e5",
                "move 0 after 5|1:e1 2:e2 3:e3 4:e4 5:e5 5+1:e0"
            })
    void replay_givesTheJournalWithTheEdit(String edit, String expected) {
        Branch branch = branch(List.of(edit));

        assertThat(String.join(" ", shown(branch, Range.ALL))).isEqualTo(expected);
    }

    @Test
    void replay_appliesEditsInTheOrderInWhichTheyWereGiven() {
        List<String> edits = List.of(
                "insert after 2 markerPlaced text=x",
                "insert before 3 markerPlaced text=y",
                "change 3 text=first",
                "change 3 text=second",
                "drop 2");

        assertThat(shown(branch(edits), Range.ALL))
                .containsExactly("0:e0", "1:e1", "2+1:x", "2+2:y", "3:second", "4:e4", "5:e5");
    }

    @Test
    void replay_ofAPartIsThatPartOfTheWhole() {
        Random random = new Random(SEED);
        for (int run = 0; run < RUNS; run++) {
            List<String> edits = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                String place = random.nextInt(2) == 0 ? "after " : "before ";
                edits.add("insert " + place + random.nextInt(EVENTS) + " markerPlaced text=x" + i);
            }
            if (random.nextInt(2) == 0) {
                edits.add("drop " + random.nextInt(EVENTS));
            }
            Branch branch = branch(edits);
            List<Event> whole = events(branch, Range.ALL);
            long from = random.nextInt(EVENTS + 5);
            long to = from + random.nextInt(EVENTS);

            List<Event> wanted = whole.stream()
                    .filter(event ->
                            event.stamp().position() >= from && event.stamp().position() < to)
                    .toList();

            assertThat(texts(events(branch, new Range(from, to))))
                    .as("seed %d, run %d: %s, %d to %d", SEED, run, edits, from, to)
                    .isEqualTo(texts(wanted));
            assertThat(whole.stream().map(event -> event.stamp().position()).toList())
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(whole.stream()
                            .map(event -> branch.mark(event.stamp().position()))
                            .toList())
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    private Branch branch(List<String> texts) {
        EditReader reader = new EditReader(context);
        List<Edit> edits = new ArrayList<>();
        texts.forEach(text -> edits.addAll(reader.read(text).edits()));
        return new Branch(journal, EVENTS, Envelope.NO_TIME, edits);
    }

    private static List<String> shown(Branch branch, Range range) {
        return events(branch, range).stream()
                .map(event -> branch.mark(event.stamp().position()).text() + ":"
                        + event.payload().utf8())
                .toList();
    }

    private static List<String> texts(List<Event> events) {
        return events.stream()
                .map(event -> event.stamp().position() + event.payload().utf8())
                .toList();
    }

    private static List<Event> events(Branch branch, Range range) {
        List<Event> events = new ArrayList<>();
        branch.replay(
                range, Progress.NONE, (e, kind, values, payload) -> events.add(Event.copyOf(e, kind, values, payload)));
        return events;
    }

    private static Event marker(long position, String text) {
        return new Event(
                Stamp.at(position, 0).withPosition(position), EventKind.MARKER_PLACED, List.of(), Payload.ofUtf8(text));
    }
}
