package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.postmortem.Side;
import io.vfioreplay.engine.query.Filter;
import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.Stamp;
import java.util.List;
import java.util.Optional;

/**
 * Reads edits as people write them:
 *
 * <pre>
 *   drop 104                 drop 104-110         drop kind == mmioRead and region == 1
 *   change 16 errno=EIO      change (kind == deviceStateSet) time=+1ms
 *   insert after 104 EVENT   insert before 104 EVENT
 *   replace 104 EVENT
 *   move 10 before 9         move 10 after 12
 * </pre>
 *
 * <p>EVENT as in {@link EventNotation}. With two journals the first position has its side in front, {@code destination:9} or
 * {@code d:9}; without it the source's is meant.
 */
public final class EditReader {

    /** The verbs. */
    public static final List<String> VERBS = List.of("drop", "change", "insert", "replace", "move");

    private static final Stamp NO_STAMP = Stamp.at(Envelope.NO_TIME, 0);

    private final EventContext context;

    /** A reader of edits of the journals that {@code context} knows. */
    public EditReader(EventContext context) {
        this.context = context;
    }

    /**
     * Which journal an edit is about.
     *
     * @param text with the verb in front
     * @throws EventSyntaxException when it has no place
     */
    public static Side side(String text) {
        List<Word> words = Word.all(text);
        Word place = place(words);
        return Reference.side(place).orElse(Side.SOURCE);
    }

    private static Word place(List<Word> words) {
        boolean isInsert = !words.isEmpty() && words.get(0).text().equals("insert");
        return word(words, isInsert ? 2 : 1, "a position");
    }

    /**
     * Reads one edit of one journal.
     *
     * @param text with the verb in front
     * @throws EventSyntaxException when it cannot be understood, with the column
     * @throws io.vfioreplay.engine.query.FilterSyntaxException when its filter cannot
     */
    public Edit.Written read(String text) {
        List<Word> words = Word.all(text);
        Word verb = word(words, 0, "an edit, for example drop 104");
        Optional<Side> side = Reference.side(place(words));
        EventContext own = (named, position) -> context.at(named.or(() -> side), position);
        List<Edit> edits = switch (verb.text()) {
            case "drop" -> List.of(drop(text, words, own));
            case "change" -> List.of(change(words, own));
            case "insert" -> List.of(insert(words, own));
            case "replace" -> List.of(replace(words, own));
            case "move" -> move(words, own);
            default -> throw unknown(verb);
        };
        return new Edit.Written(text, edits);
    }

    private static EventSyntaxException unknown(Word verb) {
        String hint = Suggestion.nearest(verb.text(), VERBS)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() -> "expected one of " + String.join(", ", VERBS));
        return verb.wrong("no edit is called \"" + verb.text() + "\"; " + hint);
    }

    private static Edit drop(String text, List<Word> words, EventContext context) {
        Word place = Reference.withoutSide(word(words, 1, "a position, a range or a filter"));
        boolean isPlace = words.size() == 2 && (isRange(place) || place.text().startsWith("("));
        return isPlace
                ? new Edit.Drop(range(place, context), filter(place))
                : new Edit.Drop(Range.ALL, Filter.parse(text.substring(place.column() - 1)));
    }

    private static Edit change(List<Word> words, EventContext context) {
        Word place = Reference.withoutSide(word(words, 1, "a position, a range or a (filter)"));
        word(words, 2, "field=value");
        List<Word> assignments = words.subList(2, words.size());
        Edit.Alteration alteration = event -> EventNotation.changed(event, assignments, context);
        Range range = range(place, context);
        if (range.to() - range.from() == 1) {
            alteration.of(event(context, place, range.from())); // What is wrong with it is said now.
        }
        return new Edit.Change(range, filter(place), alteration);
    }

    private static Edit insert(List<Word> words, EventContext context) {
        boolean isAfter = isAfter(word(words, 1, "after or before"));
        Word place = Reference.withoutSide(word(words, 2, "a position"));
        long before = position(place) + (isAfter ? 1 : 0);
        word(words, 3, "an event, for example deviceStateSet requested=STOP");
        if (before > 0) {
            event(context, place, before - 1);
        }
        return new Edit.Insert(
                before, EventNotation.read(words.subList(3, words.size()), stamp(context, before), context));
    }

    private static Edit replace(List<Word> words, EventContext context) {
        Word place = Reference.withoutSide(word(words, 1, "a position"));
        long position = position(place);
        word(words, 2, "an event, for example deviceStateSet requested=STOP");
        Stamp stamp = event(context, place, position).stamp();
        Event with = EventNotation.read(words.subList(2, words.size()), stamp, context);
        return new Edit.Change(new Range(position, position + 1), Filter.ALL, event -> with);
    }

    /** Left out here and put in there: a moved event bears the mark of an inserted one. */
    private static List<Edit> move(List<Word> words, EventContext context) {
        Word place = Reference.withoutSide(word(words, 1, "a position"));
        boolean isAfter = isAfter(word(words, 2, "after or before"));
        Word target = Reference.withoutSide(word(words, 3, "a position"));
        long from = position(place);
        long before = position(target) + (isAfter ? 1 : 0);
        Event moved = event(context, place, from);
        event(context, target, position(target));
        Stamp there = stamp(context, before);
        Stamp old = moved.stamp();
        Stamp stamp = new Stamp(
                Envelope.NO_POSITION,
                there.timeNanos(),
                old.durationNanos(),
                old.device(),
                old.witness(),
                old.record(),
                old.result());
        return List.of(
                new Edit.Drop(new Range(from, from + 1), Filter.ALL),
                new Edit.Insert(before, new Event(stamp, moved.kind(), moved.values(), moved.payload())));
    }

    private static Stamp stamp(EventContext context, long before) {
        return context.at(Optional.empty(), Math.max(0, before - 1))
                .map(Event::stamp)
                .orElse(NO_STAMP);
    }

    private static Event event(EventContext context, Word place, long position) {
        return context.at(Optional.empty(), position)
                .orElseThrow(() -> place.wrong("the journal has no event at position " + position));
    }

    private static boolean isAfter(Word word) {
        if (!word.text().equals("after") && !word.text().equals("before")) {
            throw word.wrong("expected after or before, found \"" + word.text() + "\"");
        }
        return word.text().equals("after");
    }

    private static boolean isRange(Word place) {
        return place.text().matches("[0-9][0-9a-fA-Fx_]*(-([0-9][0-9a-fA-Fx_]*|end))?");
    }

    private static Range range(Word place, EventContext context) {
        if (place.text().startsWith("(")) {
            return Range.ALL;
        }
        int dash = place.text().indexOf('-');
        Word first = dash < 0 ? place : new Word(place.text().substring(0, dash), place.column(), place.whole());
        long from = position(first);
        event(context, first, from);
        Word last = place.from(dash + 1);
        if (dash >= 0 && last.text().equals("end")) {
            return new Range(from, Long.MAX_VALUE);
        }
        long to = dash < 0 ? from : position(last);
        if (to < from) {
            throw place.wrong("the range \"" + place.text() + "\" ends before it begins; expected FROM-TO");
        }
        return new Range(from, to + 1);
    }

    private static Filter filter(Word place) {
        String text = place.text();
        return text.startsWith("(") ? Filter.parse(text) : Filter.ALL;
    }

    private static long position(Word word) {
        return Reference.read(word).position();
    }

    private static Word word(List<Word> words, int index, String expected) {
        if (index < words.size()) {
            return words.get(index);
        }
        if (words.isEmpty()) {
            throw new EventSyntaxException("", 1, "expected " + expected);
        }
        Word last = words.get(words.size() - 1);
        throw new EventSyntaxException(
                last.whole(), last.column() + last.text().length(), "expected " + expected + ", found the end");
    }
}
