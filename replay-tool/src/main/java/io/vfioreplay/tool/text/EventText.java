package io.vfioreplay.tool.text;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.Locale;

/**
 * One event as one line: position, seconds since the journal's first event, device, kind, fields, what came of it, how long it
 * took, and the record in its capture: {@code #29}, or {@code w1#4} in another capture than the first. Every verb that shows an event shows it with this class.
 */
public final class EventText {

    private static final int TEXT_MAX = 100;
    private static final int HEX_MAX = 8;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final String NO_TIME_COLUMN = "            -";

    private final Palette palette;
    private final long originNanos;

    /**
     * Lines for one journal.
     *
     * @param palette how it may look
     * @param originNanos the time from which the lines count, or {@link Envelope#NO_TIME}
     */
    public EventText(Palette palette, long originNanos) {
        this.palette = palette;
        this.originNanos = originNanos;
    }

    /** The line of a plain event. */
    public String line(Event event) {
        StringBuilder line = new StringBuilder();
        event.sendTo((envelope, kind, values, payload) -> line.append(line(envelope, kind, values, payload)));
        return line.toString();
    }

    /** The line of an event that stands at no position of the journal, with a text of at most 8 characters in its place. */
    public String line(Event event, String place) {
        String line = line(event);
        return String.format(Locale.ROOT, "%8s", place)
                + line.substring(
                        line.indexOf(' ', line.length() - line.stripLeading().length()));
    }

    /** The line of an event as a {@link io.vfioreplay.hardware.event.FlatEventSink} gets it; without a line end. */
    public String line(Envelope envelope, EventKind kind, long[] values, Payload payload) {
        StringBuilder line = new StringBuilder();
        line.append(String.format(Locale.ROOT, "%8d ", envelope.position()));
        line.append(palette.paint(Role.FAINT, time(envelope)));
        line.append(
                envelope.device() == Envelope.HOST
                        ? " host "
                        : String.format(Locale.ROOT, " d%-3d ", envelope.device()));
        line.append(palette.paint(role(kind), kind.label()));
        appendFields(line, kind, values, payload);
        appendPayload(line, kind, payload);
        appendOutcome(line, envelope);
        return line.toString();
    }

    private String time(Envelope envelope) {
        return envelope.timeNanos() == Envelope.NO_TIME || originNanos == Envelope.NO_TIME
                ? NO_TIME_COLUMN
                : String.format(Locale.ROOT, "%+13.6f", (envelope.timeNanos() - originNanos) / NANOS_PER_SECOND);
    }

    private static Role role(EventKind kind) {
        return switch (kind) {
            case DEVICE_STATE_SET, DEVICE_STATE_READ, DEVICE_RESET, DEVICE_OPENED, DEVICE_CLOSED -> Role.TITLE;
            case CAPTURE_DAMAGED, EVENTS_LOST -> Role.WARNING;
            default -> Role.ACCENT;
        };
    }

    private static void appendFields(StringBuilder line, EventKind kind, long[] values, Payload payload) {
        for (int i = 0; i < kind.fields().size(); i++) {
            Field field = kind.fields().get(i);
            if (isWorthShowing(field, values[i], payload)) {
                line.append(' ').append(field.name()).append('=').append(field.text(values[i]));
            }
        }
    }

    /** What every event of a kind says by default only makes lines longer. */
    private static boolean isWorthShowing(Field field, long value, Payload payload) {
        return switch (field.name()) {
            case "dataFd" -> value != EventSink.NO_DATA_FD;
            case "length", "count", "declared", "requested" ->
                field.type() == FieldType.STATE || value != payload.length();
            default -> (field.type() != FieldType.ORIGIN && field.type() != FieldType.TARGET) || value != EventSink.CPU;
        };
    }

    private static void appendPayload(StringBuilder line, EventKind kind, Payload payload) {
        if (payload.length() == 0) {
            return;
        }
        line.append(' ').append(kind.payloadName()).append('=');
        if (kind.payloadUse() == PayloadUse.TEXT) {
            line.append(Text.quoted(payload.utf8(), TEXT_MAX));
        } else if (payload.length() <= Long.BYTES) {
            line.append(String.format(Locale.ROOT, "0x%0" + 2 * payload.length() + "x", payload.littleEndian()));
        } else {
            line.append(Text.hex(payload, HEX_MAX))
                    .append(" (")
                    .append(Text.count(payload.length()))
                    .append(" bytes)");
        }
    }

    private void appendOutcome(StringBuilder line, Envelope envelope) {
        if (envelope.result() != Envelope.OK && envelope.result() != Envelope.UNOBSERVED) {
            line.append(palette.paint(Role.BAD, " -> " + Errno.name(envelope.result())));
        }
        StringBuilder tail = new StringBuilder();
        if (envelope.durationNanos() != Envelope.NO_DURATION) {
            tail.append("  ").append(Text.duration(envelope.durationNanos()));
        }
        if (envelope.record() != Envelope.NO_RECORD) {
            tail.append("  ");
            if (envelope.witness() > 0) {
                tail.append('w').append(envelope.witness());
            }
            tail.append('#').append(envelope.record());
        }
        line.append(palette.paint(Role.FAINT, tail.toString()));
    }
}
