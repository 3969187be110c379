package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Events written by hand, by the names that dumps and filters have, for example
 *
 * <pre>
 *   deviceStateSet requested=STOP_COPY errno=EINVAL time=+1ms
 *   mmioWritten region=0 offset=0x10 data=0x00000001
 *   errorReported side=RECORDED text="it is full"
 *   &#64;104 errno=EIO                          the event of position 104, with another answer
 *   migrationDataWritten data=&#64;source:98    what was handed out there
 * </pre>
 *
 * <p>Fields: those of the kind, its payload by name or as {@code data}, and {@code device} (a number or {@code host}),
 * {@code errno}, {@code time} ({@code +1ms} counts from the event before), {@code duration}, {@code witness}, {@code record}.
 * What nearly every event of a kind has alike may be left out: lengths of the payload, {@code dataFd} without one, the CPU. What
 * {@link #text} writes is read back as the same event, place aside. Stateless; any thread.
 */
public final class EventNotation {

    private static final String COPY = "@";
    private static final String ANSWER = "->";

    private EventNotation() {}

    /** The event as it is written, all of its bytes included; its position is not part of it. */
    public static String text(Event event) {
        EventKind kind = event.kind();
        Stamp stamp = event.stamp();
        StringBuilder text = new StringBuilder(kind.label());
        for (int i = 0; i < kind.fields().size(); i++) {
            Field field = kind.fields().get(i);
            long value = event.values().get(i);
            boolean isImplied =
                    Draft.isLength(kind, i) && value == event.payload().length();
            if (!isImplied
                    && (Draft.usual(field).isEmpty() || Draft.usual(field).getAsLong() != value)) {
                append(text, field.name(), field.text(value));
            }
        }
        if (event.payload().length() > 0) {
            append(text, kind.payloadName(), PayloadNotation.text(kind.payloadUse(), event.payload()));
        }
        append(text, "device", stamp.device() == Envelope.HOST ? "host" : Integer.toString(stamp.device()));
        if (stamp.result() != Envelope.OK) {
            boolean isNamed = Errno.number(Errno.name(stamp.result())).isPresent();
            append(text, "errno", isNamed ? Errno.name(stamp.result()) : Integer.toString(stamp.result()));
        }
        append(text, "time", stamp.timeNanos() == Envelope.NO_TIME ? "none" : stamp.timeNanos() + "ns");
        if (stamp.durationNanos() != Envelope.NO_DURATION) {
            append(text, "duration", stamp.durationNanos() + "ns");
        }
        append(text, "witness", Integer.toString(stamp.witness()));
        if (stamp.record() != Envelope.NO_RECORD) {
            append(text, "record", Long.toString(stamp.record()));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, String value) {
        text.append(' ').append(name).append('=').append(value);
    }

    /**
     * Reads an event.
     *
     * @param text as above
     * @param before gives time and witness to an event that does not say its own; only its stamp counts
     * @param context what references are looked up in
     * @throws EventSyntaxException when it cannot be understood, with the column
     */
    public static Event read(String text, Stamp before, EventContext context) {
        List<Word> words = Word.all(text);
        if (words.isEmpty()) {
            throw new EventSyntaxException(text, 1, "expected an event, for example deviceStateSet requested=STOP");
        }
        return read(words, before, context);
    }

    static Event read(List<Word> words, Stamp before, EventContext context) {
        Word first = words.get(0);
        Draft draft = first.text().startsWith(COPY) ? copy(first, before, context) : fresh(first, before);
        apply(draft, words.subList(1, words.size()), context);
        return draft.finish(first);
    }

    /** The event with some fields changed; {@code time=+1ms} counts from its own time. */
    static Event changed(Event event, List<Word> assignments, EventContext context) {
        Draft draft =
                Draft.of(event, new DraftStamp(event.stamp(), event.stamp().timeNanos()));
        apply(draft, assignments, context);
        return draft.finish(assignments.get(0));
    }

    private static void apply(Draft draft, List<Word> words, EventContext context) {
        for (int i = 0; i < words.size(); i++) {
            boolean isAnswer = words.get(i).text().equals(ANSWER) && i + 1 < words.size();
            if (isAnswer) { // As a dump shows it.
                Word name = words.get(++i);
                draft.set(new Word("errno=" + name.text(), name.column(), name.whole()), context);
            } else {
                draft.set(words.get(i), context);
            }
        }
    }

    private static Draft copy(Word word, Stamp before, EventContext context) {
        Word reference = word.from(COPY.length());
        Reference place = Reference.read(reference);
        Event original = context.at(place.side(), place.position())
                .orElseThrow(() -> reference.wrong("there is no event at " + reference.text()));
        Stamp from = original.stamp();
        Stamp stamp = new Stamp(
                Envelope.NO_POSITION,
                before.timeNanos(),
                from.durationNanos(),
                from.device(),
                place.side().isPresent() ? before.witness() : from.witness(),
                Envelope.NO_RECORD,
                from.result());
        return Draft.of(original, new DraftStamp(stamp, before.timeNanos()));
    }

    private static Draft fresh(Word word, Stamp before) {
        EventKind kind = kind(word);
        Stamp stamp = new Stamp(
                Envelope.NO_POSITION,
                before.timeNanos(),
                Envelope.NO_DURATION,
                Draft.usualDevice(kind),
                before.witness(),
                Envelope.NO_RECORD,
                Envelope.OK);
        return Draft.of(kind, new DraftStamp(stamp, before.timeNanos()));
    }

    private static EventKind kind(Word word) {
        return kind(word.text()).orElseThrow(() -> {
            String hint = Suggestion.nearest(word.text(), kinds())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse(
                            "for example deviceStateSet, mmioWritten, migrationDataWritten, or @104 for a copy of an event");
            return word.wrong("no kind of event is called \"" + word.text() + "\"; " + hint);
        });
    }

    private static Optional<EventKind> kind(String label) {
        return Stream.of(EventKind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    private static List<String> kinds() {
        return Stream.of(EventKind.values()).map(EventKind::label).toList();
    }

    /**
     * What the last word of a half-written event may become: kinds, then names of fields with {@code =}, then {@code field=value}
     * where the values can be listed. Sorted as the vocabulary is.
     */
    public static List<String> candidates(String begun) {
        boolean isNewWord = begun.isEmpty() || Character.isWhitespace(begun.charAt(begun.length() - 1));
        List<String> words = new ArrayList<>(Arrays.asList(begun.strip().split("\\s+")));
        String last = isNewWord ? "" : words.remove(words.size() - 1);
        words.remove("");
        if (words.isEmpty()) {
            return kinds().stream().filter(label -> label.startsWith(last)).toList();
        }
        return kind(words.get(0)).map(kind -> ofKind(kind, words, last)).orElse(List.of());
    }

    private static List<String> ofKind(EventKind kind, List<String> words, String last) {
        int equals = last.indexOf('=');
        Stream<String> all = equals < 0
                ? Draft.names(kind).stream()
                        .filter(name -> words.stream().noneMatch(word -> word.startsWith(name + "=")))
                        .map(name -> name + "=")
                : values(kind, last.substring(0, equals)).stream().map(value -> last.substring(0, equals + 1) + value);
        return all.filter(each -> each.startsWith(last)).toList();
    }

    private static List<String> values(EventKind kind, String name) {
        return switch (name) {
            case "errno" ->
                List.of("OK", "EINVAL", "EIO", "EBUSY", "ENODEV", "ENOMSG", "FAILED", "UNANSWERED", "UNOBSERVED");
            case "device" -> List.of("0", "host");
            default ->
                kind.fieldIndex(name)
                        .map(index -> FieldNotation.candidates(kind.fields().get(index)))
                        .orElse(List.of());
        };
    }
}
