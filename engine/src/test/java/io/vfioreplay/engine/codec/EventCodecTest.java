package io.vfioreplay.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.journal.format.PayloadRef;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                values.add(possible(kind.fields().get(f), EXTREMES[(i + f) % EXTREMES.length]));
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

    @Test
    void encode_givesTheBytesOfTheDrawing() {
        EventEncoder encoder = new EventEncoder();
        fault(encoder, new Stamp(0, 1000, Envelope.NO_DURATION, 0, 0, 5, Envelope.OK), 64);
        fault(encoder, new Stamp(1, 1007, Envelope.NO_DURATION, 0, 0, 6, Envelope.OK), 96);
        assertThat(HexFormat.ofDelimiter(" ").formatHex(encoder.bytes(), 0, encoder.length()))
                .isEqualTo("24 01 10 0a d0 0f 80 01 24 10 02 0e 40");
    }

    private static void fault(EventEncoder encoder, Stamp stamp, long address) {
        encoder.add(stamp, EventKind.PAGE_FAULT_BEGAN, new long[] {address}, Payload.empty(), null);
    }

    @ParameterizedTest
    @CsvSource({
        // What is wrong, whether a newer program may have written it, and the block.
        "kind 100, true, 64 00 00 00",
        "two fields of pageFaultBegan, true, 24 02 00 00 00 00",
        "cause 9 of deviceReset, true, 02 01 00 00 12",
        "cause -1 of deviceReset, false, 02 01 00 00 01",
        "protocol 0 of deviceOpened, false, 00 01 00 00 00 00",
        "reserved flag, false, 24 01 04 00 00",
        "stored payload where there is none, false, 24 01 40 00 00",
        "number longer than needed, false, 24 01 00 80 00 00",
        "number of 71 bits, false, 24 01 00 ff ff ff ff ff ff ff ff ff 7f 00",
        "device -2, false, 24 01 01 03 00 00",
        "record -1, false, 24 01 00 01 00",
        "duration beyond 63 bits, false, 24 01 20 00 ff ff ff ff ff ff ff ff ff 01 00",
        "payload longer than the block, false, 29 00 00 00 ff ff ff ff 07",
        "stored payload of 4 GiB, false, 29 00 40 00 80 80 80 80 10 00",
        "bytes behind the last event, false, 24 01 00 00 00 00",
    })
    void decode_refuses(String what, boolean newer, String hex) {
        byte[] block = HexFormat.ofDelimiter(" ").parseHex(hex);
        assertThatThrownBy(() -> decoder().decode(70, 1, block, Range.ALL, (e, k, v, p) -> {}))
                .as(what)
                .isInstanceOfSatisfying(BlockContentException.class, wrong -> {
                    assertThat(wrong.position()).isEqualTo(70);
                    assertThat(wrong.isNewer()).isEqualTo(newer);
                });
    }

    @Test
    void decode_readsZeroForAFieldThatTheJournalDoesNotHave() {
        List<Event> read = new ArrayList<>();
        byte[] block = HexFormat.ofDelimiter(" ").parseHex("24 00 00 00");
        decoder().decode(0, 1, block, Range.ALL, (e, k, v, p) -> read.add(Event.copyOf(e, k, v, p)));
        assertThat(read.get(0).values()).containsExactly(0L);
    }

    @Test
    void decode_refusesOrReadsEveryFlippedByteAndGivesOnlyWhatCanBeACall() {
        byte[] block = encode(random(new Random(7), 60));
        FlatEventSink calls = new Unflattener(new PartialEventSink() {});
        for (int at = 0; at < block.length; at++) {
            byte[] flipped = block.clone();
            flipped[at] = (byte) (flipped[at] ^ (1 << (at % 8)));
            try {
                decoder().decode(0, 60, flipped, Range.ALL, calls);
            } catch (BlockContentException expected) {
                assertThat(expected.position()).isBetween(0L, 60L);
            }
        }
    }

    @Test
    void encode_allocatesNothingPerEvent() {
        EventEncoder encoder = new EventEncoder();
        Payload small = Payload.of(new byte[8]);
        long[] values = {0, 0x10, 8, EventSink.CPU, 0};
        Stamp stamp = new Stamp(0, 1000, 20, 0, 0, 5, Envelope.OK);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        encodeMany(encoder, stamp, values, small, 200_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        encodeMany(encoder, stamp, values, small, 1_000_000);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
    }

    private static void encodeMany(EventEncoder encoder, Stamp stamp, long[] values, Payload payload, int count) {
        for (int i = 0; i < count; i++) {
            if (encoder.length() > 1 << 15) {
                encoder.reset();
            }
            values[1] = i & 0xff;
            RowCheck.check(stamp, EventKind.MMIO_READ, values, payload);
            encoder.add(stamp, EventKind.MMIO_READ, values, payload, null);
            encoder.add(stamp, EventKind.PAGE_FAULT_BEGAN, values, Payload.empty(), null);
        }
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
            List<Long> values = kind.fields().stream()
                    .map(field -> possible(field, random.nextLong()))
                    .toList();
            events.add(new Event(stamp, kind, values, payload(kind, random.nextInt(300))));
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
