package io.vfioreplay.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.journal.format.PayloadRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCodecTest {

    private static final long[] EXTREMES = {0, 1, -1, 127, 128, -128, Long.MAX_VALUE, Long.MIN_VALUE, 0xffff_ffffL};

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void decode_givesBackEveryKindWithExtremeValues(EventKind kind) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EXTREMES.length; i++) {
            Stamp stamp =
                    new Stamp(i, EXTREMES[i], Math.max(EXTREMES[i], -1), i - 1, i * 7, Math.max(EXTREMES[i], 0), i - 2);
            List<Long> values = new ArrayList<>();
            for (int f = 0; f < kind.fields().size(); f++) {
                values.add(EXTREMES[(i + f) % EXTREMES.length]);
            }
            events.add(new Event(stamp, kind, values, payload(kind, i * 31)));
        }
        assertThat(texts(roundTrip(events))).isEqualTo(texts(events));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decode_givesBackRandomBlocks(long seed) {
        List<Event> events = random(new Random(seed), 2_000);
        assertThat(texts(roundTrip(events))).as("seed %d", seed).isEqualTo(texts(events));
    }

    @Test
    void decode_givesTheWantedRangeOnly() {
        List<Event> events = random(new Random(4), 100);
        List<Event> read = new ArrayList<>();
        byte[] block = encode(events);
        decoder()
                .decode(0, events.size(), block, new Range(30, 40), (e, k, v, p) -> read.add(Event.copyOf(e, k, v, p)));
        assertThat(texts(read)).isEqualTo(texts(events.subList(30, 40)));
    }

    @Test
    void decode_refusesEveryTruncation() {
        List<Event> events = random(new Random(5), 20);
        byte[] block = encode(events);
        for (int length = 0; length < block.length; length++) {
            byte[] cut = Arrays.copyOf(block, length);
            assertThatThrownBy(() -> decoder().decode(0, events.size(), cut, Range.ALL, (e, k, v, p) -> {}))
                    .isInstanceOf(BlockContentException.class);
        }
    }

    @Test
    void decode_neverDoesMoreThanRefuseHostileBytes() {
        Random random = new Random(6);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[random.nextInt(64)];
            random.nextBytes(garbage);
            try {
                decoder().decode(0, 1 + random.nextInt(5), garbage, Range.ALL, (e, k, v, p) -> {});
            } catch (BlockContentException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(19_000);
    }

    @Test
    void decode_asksForStoredPayloads() {
        PayloadRef ref = new PayloadRef(7, 1000, "ab".repeat(32));
        EventEncoder encoder = new EventEncoder();
        Stamp stamp = Stamp.at(5, 0).withPosition(0);
        encoder.add(stamp, EventKind.MARKER_PLACED, new long[EventKind.FIELDS_MAX], Payload.empty(), ref);
        List<Event> read = new ArrayList<>();
        new EventDecoder(asked -> {
                    assertThat(asked).isEqualTo(ref);
                    return new byte[1000];
                })
                .decode(
                        0,
                        1,
                        Arrays.copyOf(encoder.bytes(), encoder.length()),
                        Range.ALL,
                        (e, k, v, p) -> read.add(Event.copyOf(e, k, v, p)));
        assertThat(read.get(0).payload().length()).isEqualTo(1000);
    }

    private static List<Event> roundTrip(List<Event> events) {
        List<Event> read = new ArrayList<>();
        decoder()
                .decode(
                        0,
                        events.size(),
                        encode(events),
                        Range.ALL,
                        (e, k, v, p) -> read.add(Event.copyOf(e, k, v, p)));
        return read;
    }

    private static EventDecoder decoder() {
        return new EventDecoder(ref -> new byte[0]);
    }

    private static byte[] encode(List<Event> events) {
        EventEncoder encoder = new EventEncoder();
        for (Event event : events) {
            event.sendTo((e, kind, values, payload) -> encoder.add(e, kind, values, payload, null));
        }
        assertThat(encoder.count()).isEqualTo(events.size());
        return Arrays.copyOf(encoder.bytes(), encoder.length());
    }

    private static List<Event> random(Random random, int count) {
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
            List<Long> values =
                    kind.fields().stream().map(field -> random.nextLong()).toList();
            events.add(new Event(stamp, kind, values, payload(kind, random.nextInt(300))));
        }
        return events;
    }

    private static Payload payload(EventKind kind, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) length);
        return kind.payloadUse() == PayloadUse.NONE ? Payload.empty() : Payload.of(bytes);
    }

    /** Payloads are compared by content. */
    private static List<String> texts(List<Event> events) {
        return events.stream()
                .map(e -> e.stamp() + " " + e.kind() + e.values()
                        + Arrays.toString(e.payload().toByteArray()))
                .toList();
    }
}
