package io.vfioreplay.engine.whatif;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.model.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** An event with the answer that the model of its device gives. */
final class AnsweredEvent {

    private static final long ASKED_BYTES_MAX = 1 << 24;

    private AnsweredEvent() {}

    /** The event with this answer; empty where the model cannot say, or not exactly. */
    static Optional<Event> of(Event event, Answer answer) {
        if (answer instanceof Answer.Refused refused) {
            boolean isRead = event.kind().payloadUse() == PayloadUse.BYTES && !isWritten(event.kind());
            return Optional.of(with(event, refused.errno(), isRead ? Payload.empty() : event.payload()));
        }
        if (answer instanceof Answer.Done) {
            return Optional.of(with(event, Envelope.OK, event.payload()));
        }
        if (answer instanceof Answer.Bytes bytes && event.kind() == EventKind.MIGRATION_REGISTER_READ) {
            return Optional.of(with(event, Envelope.OK, "value", bytes.bytes().littleEndian()));
        }
        boolean isData = answer instanceof Answer.Bytes && event.kind().payloadUse() == PayloadUse.BYTES;
        return isData && !isWritten(event.kind())
                ? Optional.of(with(event, Envelope.OK, ((Answer.Bytes) answer).bytes()))
                : Optional.empty();
    }

    /** Whether the payload is what the client said, not what the device answered. */
    private static boolean isWritten(EventKind kind) {
        return switch (kind) {
            case MMIO_WRITTEN, CONFIG_WRITTEN, MIGRATION_WINDOW_WRITTEN, MIGRATION_DATA_WRITTEN -> true;
            default -> false;
        };
    }

    private static Event with(Event event, int result, Payload payload) {
        Event answered = new Event(event.stamp().withResult(result), event.kind(), event.values(), payload);
        return event.kind() == EventKind.MIGRATION_DATA_READ
                ? with(answered, result, "count", payload.length())
                : answered;
    }

    private static Event with(Event event, int result, String field, long value) {
        List<Long> values = new ArrayList<>(event.values());
        event.kind().fieldIndex(field).ifPresent(index -> values.set(index, value));
        return new Event(event.stamp().withResult(result), event.kind(), values, event.payload());
    }

    /**
     * The event as a model can be asked for its answer: a read that was written by hand without its bytes gets some, as a read that
     * was recorded would have. Empty where the answer was written too, or is none.
     */
    static Optional<Event> asked(Event event) {
        Optional<Long> length = event.value("length").or(() -> event.value("requested"));
        boolean isOpen = event.kind().payloadUse() == PayloadUse.BYTES
                && isRead(event.kind())
                && event.payload().length() == 0
                && event.stamp().result() == Envelope.OK;
        boolean fits = length.isPresent() && length.get() > 0 && length.get() <= ASKED_BYTES_MAX;
        return isOpen && fits
                ? Optional.of(with(
                        event, Envelope.OK, Payload.of(new byte[length.get().intValue()])))
                : Optional.empty();
    }

    private static boolean isRead(EventKind kind) {
        return switch (kind) {
            case MMIO_READ, CONFIG_READ, MIGRATION_WINDOW_READ, MIGRATION_DATA_READ -> true;
            default -> false;
        };
    }

    /** Whether two events are alike, wherever they stand. */
    static boolean isSame(Event a, Event b) {
        Stamp moved = a.stamp().withPosition(b.stamp().position());
        return moved.equals(b.stamp())
                && a.kind() == b.kind()
                && a.values().equals(b.values())
                && Arrays.equals(a.payload().toByteArray(), b.payload().toByteArray());
    }
}
