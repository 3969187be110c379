package io.vfioreplay.engine.whatif;

import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** An event in the making: of a kind, or of another event, field by field. One thread. */
final class Draft {

    /** Another name for the payload, whatever a kind calls it. */
    static final String DATA = "data";

    private static final String NUMBER = "value";
    private static final Set<String> LENGTHS = Set.of("length", "count", "declared", "requested");
    private static final Set<String> OWN_LENGTHS = Set.of("length", "count");

    private final EventKind kind;
    private final DraftStamp stamp;
    private final long[] values;
    private final boolean[] isSet;
    private final boolean[] isLength; // The value is that of the payload's length, whatever that will be.
    private Payload payload;

    private Draft(EventKind kind, DraftStamp stamp, Payload payload) {
        this.kind = kind;
        this.stamp = stamp;
        this.payload = payload;
        int count = kind.fields().size();
        this.values = new long[count];
        this.isSet = new boolean[count];
        this.isLength = new boolean[count];
    }

    /** A new event; what can be left out has the value that nearly every event of the kind has. */
    static Draft of(EventKind kind, DraftStamp stamp) {
        Draft draft = new Draft(kind, stamp, Payload.empty());
        for (int i = 0; i < draft.values.length; i++) {
            OptionalLong usual = usual(kind.fields().get(i));
            draft.isLength[i] = isLength(kind, i);
            draft.isSet[i] = usual.isPresent() || draft.isLength[i];
            draft.values[i] = usual.orElse(0);
        }
        return draft;
    }

    /** An event that is to be changed. A length that was that of its payload follows the payload. */
    static Draft of(Event event, DraftStamp stamp) {
        Draft draft = new Draft(event.kind(), stamp, event.payload());
        for (int i = 0; i < draft.values.length; i++) {
            draft.values[i] = event.values().get(i);
            draft.isSet[i] = true;
            draft.isLength[i] = isLength(draft.kind, i)
                    && OWN_LENGTHS.contains(draft.kind.fields().get(i).name())
                    && draft.values[i] == event.payload().length();
        }
        return draft;
    }

    /** The value that need not be written, or empty. */
    static OptionalLong usual(Field field) {
        boolean isParty = field.type() == FieldType.ORIGIN || field.type() == FieldType.TARGET;
        if (field.name().equals("dataFd")) {
            return OptionalLong.of(EventSink.NO_DATA_FD);
        }
        return isParty ? OptionalLong.of(EventSink.CPU) : OptionalLong.empty();
    }

    /** Whether the field counts the bytes of the payload, so that it need not be written. */
    static boolean isLength(EventKind kind, int index) {
        Field field = kind.fields().get(index);
        return kind.payloadUse() == PayloadUse.BYTES
                && field.type() == FieldType.DECIMAL
                && LENGTHS.contains(field.name());
    }

    /** The names of everything that can be written of a kind, its own fields first. */
    static List<String> names(EventKind kind) {
        List<String> names = new ArrayList<>();
        kind.fields().forEach(field -> names.add(field.name()));
        if (kind.payloadUse() != PayloadUse.NONE) {
            names.add(kind.payloadName());
        }
        names.addAll(DraftStamp.NAMES);
        return names;
    }

    /**
     * Sets what one word says.
     *
     * @throws EventSyntaxException when the kind has no such field, or the field no such value
     */
    void set(Word word, EventContext context) {
        if (!word.isAssignment()) {
            throw word.wrong(
                    "expected field=value, found \"" + word.text() + "\"; a value with blanks needs \"quotes\"");
        }
        String name = word.name();
        int index = kind.fieldIndex(name).orElse(-1);
        if (index >= 0) {
            setField(index, word.value());
        } else if (DraftStamp.NAMES.contains(name)) {
            stamp.set(name, word.value());
        } else if (isPayload(name)) {
            payload = payload(word.value(), context);
        } else {
            throw unknown(word);
        }
    }

    private boolean isPayload(String name) {
        boolean isNumber = name.equals(NUMBER) && kind.payloadUse() == PayloadUse.BYTES;
        return kind.payloadUse() != PayloadUse.NONE
                && (name.equals(kind.payloadName()) || name.equals(DATA) || isNumber);
    }

    private EventSyntaxException unknown(Word word) {
        String hint = Suggestion.nearest(word.name(), names(kind))
                .map(near -> "did you mean \"" + near + "\"?")
                .orElseGet(() -> "it has " + String.join(", ", names(kind)));
        return word.wrong(kind.label() + " has no field \"" + word.name() + "\"; " + hint);
    }

    private void setField(int index, Word value) {
        Field field = kind.fields().get(index);
        OptionalLong number = FieldNotation.number(field, value.text());
        if (number.isEmpty()) {
            throw value.wrong(
                    "\"" + value.text() + "\" is no value of " + field.name() + "; " + FieldNotation.hint(field));
        }
        values[index] = number.getAsLong();
        isSet[index] = true;
        isLength[index] = false;
    }

    private Payload payload(Word value, EventContext context) {
        if (!value.text().startsWith("@")) {
            return PayloadNotation.read(kind.payloadUse(), value);
        }
        Word reference = value.from(1);
        Reference place = Reference.read(reference);
        return context.at(place.side(), place.position())
                .map(Event::payload)
                .orElseThrow(() -> reference.wrong("there is no event at " + reference.text()));
    }

    /**
     * The event.
     *
     * @param word of the kind, for the message when something is missing
     */
    Event finish(Word word) {
        List<Long> row = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (!isSet[i]) {
                throw word.wrong(
                        kind.label() + " needs " + kind.fields().get(i).name() + "; for example: " + example());
            }
            row.add(isLength[i] ? payload.length() : values[i]);
        }
        return new Event(stamp.finish(), kind, row, payload);
    }

    /** How such an event is written. */
    private String example() {
        StringBuilder example = new StringBuilder(kind.label());
        for (int i = 0; i < kind.fields().size(); i++) {
            Field field = kind.fields().get(i);
            if (usual(field).isEmpty() && !isLength(kind, i)) {
                example.append(' ').append(field.name()).append('=').append(FieldNotation.example(field));
            }
        }
        if (kind.payloadUse() != PayloadUse.NONE) {
            example.append(' ').append(kind.payloadName());
            example.append(kind.payloadUse() == PayloadUse.TEXT ? "=\"text\"" : "=0x00000001");
        }
        return example.toString();
    }

    /** Whether nearly every event of this kind is one of the whole host. */
    static boolean isOfHost(EventKind kind) {
        return switch (kind) {
            case VCPUS_STARTED,
                    VCPUS_STOPPED,
                    MARKER_PLACED,
                    EVENTS_LOST,
                    CAPTURE_DAMAGED,
                    MIGRATION_STATUS_REPORTED,
                    ERROR_REPORTED,
                    CANCEL_REQUESTED,
                    VMM_EXITED -> true;
            default -> false;
        };
    }

    /** The device of an event that does not say which. */
    static int usualDevice(EventKind kind) {
        return isOfHost(kind) ? Envelope.HOST : 0;
    }
}
