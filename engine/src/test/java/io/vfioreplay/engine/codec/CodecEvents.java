package io.vfioreplay.engine.codec;

import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Events of every kind with the numbers that are hard to encode, and with random ones. */
final class CodecEvents {

    static final long[] EXTREMES = {0, 1, -1, 127, 128, -128, Long.MAX_VALUE, Long.MIN_VALUE, 0xffff_ffffL};

    private CodecEvents() {}

    /** As many events of a kind as there are extremes, each number in each field. */
    static List<Event> extreme(EventKind kind) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EXTREMES.length; i++) {
            Stamp stamp =
                    new Stamp(i, EXTREMES[i], Math.max(EXTREMES[i], -1), i - 1, i * 7, Math.max(EXTREMES[i], 0), i - 2);
            List<Long> values = new ArrayList<>();
            for (int f = 0; f < kind.fields().size(); f++) {
                values.add(possible(kind.fields().get(f), EXTREMES[(i + f) % EXTREMES.length]));
            }
            events.add(new Event(stamp, kind, values, payload(kind, i * 31)));
        }
        return events;
    }

    static List<Event> random(Random random, int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
            Stamp stamp = new Stamp(
                    i,
                    random.nextInt(10) == 0 ? Envelope.NO_TIME : random.nextLong(),
                    random.nextInt(1_000_000) - 1,
                    random.nextInt(3) - 1,
                    random.nextInt(2),
                    random.nextInt(1000),
                    random.nextInt(5) - 2);
            List<Long> values = kind.fields().stream()
                    .map(field -> possible(field, random.nextLong()))
                    .toList();
            events.add(new Event(stamp, kind, values, payload(kind, random.nextInt(257))));
        }
        return events;
    }

    /** The number nearest in spirit that a field of this type can have. */
    private static long possible(Field field, long number) {
        return switch (field.type()) {
            case DECIMAL, HEX -> number;
            case STATE -> DeviceState.of(Protocol.V1_RFC3, (int) number).packed();
            case PROTOCOL -> 1 + Math.floorMod(number, 4L);
            case CHOICE -> Math.floorMod(number, (long) field.choices().size());
            case ORIGIN, TARGET -> Math.max(-1, (int) number);
        };
    }

    private static Payload payload(EventKind kind, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) (length * 37));
        return kind.payloadUse() == PayloadUse.NONE ? Payload.empty() : Payload.of(bytes);
    }

    /** Payloads are compared by content. */
    static List<String> texts(List<Event> events) {
        return events.stream()
                .map(e -> e.stamp() + " " + e.kind() + e.values()
                        + Arrays.toString(e.payload().toByteArray()))
                .toList();
    }
}
