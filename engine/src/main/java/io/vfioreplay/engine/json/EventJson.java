package io.vfioreplay.engine.json;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FieldType;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One event as a JSON object. Members: {@code position}, {@code time} (ns since 1970, or null), {@code duration} (ns, or null),
 * {@code device} (null: the whole host), {@code witness}, {@code record} (null: none), {@code errno} (a name), {@code kind}, the
 * kind's fields (decimals as numbers, everything else as a person reads it), and its payload (text, or hex).
 */
public final class EventJson {

    private EventJson() {}

    /** Writes the event as an element. */
    public static void write(Json json, Envelope envelope, EventKind kind, long[] values, Payload payload) {
        json.object(() -> members(json, Event.copyOf(envelope, kind, values, payload)));
    }

    /** Writes a plain event as an element. */
    public static void write(Json json, Event event) {
        json.object(() -> members(json, event));
    }

    /** Writes the event as a member. */
    public static void write(Json json, String name, Event event) {
        json.object(name, () -> members(json, event));
    }

    private static void members(Json json, Event event) {
        Stamp envelope = event.stamp();
        EventKind kind = event.kind();
        json.number("position", envelope.position());
        json.number("time", unless(Envelope.NO_TIME, envelope.timeNanos()));
        json.number("duration", unless(Envelope.NO_DURATION, envelope.durationNanos()));
        json.number("device", unless(Envelope.HOST, envelope.device()));
        json.number("witness", envelope.witness());
        json.number("record", unless(Envelope.NO_RECORD, envelope.record()));
        json.text("errno", Errno.name(envelope.result()));
        json.text("kind", kind.label());
        for (int i = 0; i < kind.fields().size(); i++) {
            field(json, kind.fields().get(i), event.values().get(i));
        }
        if (kind.payloadUse() != PayloadUse.NONE) {
            json.text(kind.payloadName(), payload(kind, event.payload()));
        }
    }

    private static void field(Json json, Field field, long value) {
        if (field.type() == FieldType.DECIMAL) {
            json.number(field.name(), value);
        } else {
            json.text(field.name(), field.text(value));
        }
    }

    private static String payload(EventKind kind, Payload payload) {
        return kind.payloadUse() == PayloadUse.TEXT
                ? payload.utf8()
                : HexFormat.of().formatHex(payload.toByteArray());
    }

    private static @Nullable Long unless(long absent, long value) {
        return value == absent ? null : Long.valueOf(value);
    }
}
