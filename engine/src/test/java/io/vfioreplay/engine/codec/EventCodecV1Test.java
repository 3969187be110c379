package io.vfioreplay.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.journal.BlockBody;
import io.vfioreplay.journal.format.PayloadRef;
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

/** Blocks of version 1, which old journals hold, are read for ever. */
final class EventCodecV1Test {

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void decode_givesBackEveryKindWithExtremeValues(EventKind kind) {
        List<Event> events = CodecEvents.extreme(kind);
        assertThat(CodecEvents.texts(roundTrip(events))).isEqualTo(CodecEvents.texts(events));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decode_givesBackRandomBlocks(long seed) {
        List<Event> events = CodecEvents.random(new Random(seed), 2_000);
        assertThat(CodecEvents.texts(roundTrip(events))).as("seed %d", seed).isEqualTo(CodecEvents.texts(events));
    }

    @Test
    void decode_givesTheWantedRangeOnly() {
        List<Event> events = CodecEvents.random(new Random(4), 100);
        List<Event> read = new ArrayList<>();
        byte[] block = encode(events);
        decoder()
                .decode(
                        0,
                        events.size(),
                        BlockBody.copyOf(block, block.length),
                        new Range(30, 40),
                        (e, k, v, p) -> read.add(Event.copyOf(e, k, v, p)));
        assertThat(CodecEvents.texts(read)).isEqualTo(CodecEvents.texts(events.subList(30, 40)));
    }

    @Test
    void decode_refusesEveryTruncation() {
        List<Event> events = CodecEvents.random(new Random(5), 20);
        byte[] block = encode(events);
        for (int length = 0; length < block.length; length++) {
            byte[] cut = Arrays.copyOf(block, length);
            assertThatThrownBy(() -> decoder()
                            .decode(0, events.size(), BlockBody.copyOf(cut, cut.length), Range.ALL, (e, k, v, p) -> {}))
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
                decoder()
                        .decode(
                                0,
                                1 + random.nextInt(5),
                                BlockBody.copyOf(garbage, garbage.length),
                                Range.ALL,
                                (e, k, v, p) -> {});
            } catch (BlockContentException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(19_000);
    }

    @Test
    void decode_asksForStoredPayloads() {
        PayloadRef ref = new PayloadRef(7, 1000, "ab".repeat(32));
        EventEncoderV1 encoder = new EventEncoderV1();
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
                        BlockBody.copyOf(encoder.bytes(), encoder.length()),
                        Range.ALL,
                        (e, k, v, p) -> read.add(Event.copyOf(e, k, v, p)));
        assertThat(read.get(0).payload().length()).isEqualTo(1000);
    }

    @Test
    void encode_givesTheBytesOfTheDrawing() {
        EventEncoderV1 encoder = new EventEncoderV1();
        fault(encoder, new Stamp(0, 1000, Envelope.NO_DURATION, 0, 0, 5, Envelope.OK), 64);
        fault(encoder, new Stamp(1, 1007, Envelope.NO_DURATION, 0, 0, 6, Envelope.OK), 96);
        assertThat(HexFormat.ofDelimiter(" ").formatHex(encoder.bytes(), 0, encoder.length()))
                .isEqualTo("24 01 10 0a d0 0f 80 01 24 10 02 0e 40");
    }

    private static void fault(EventEncoderV1 encoder, Stamp stamp, long address) {
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
        assertThatThrownBy(() ->
                        decoder().decode(70, 1, BlockBody.copyOf(block, block.length), Range.ALL, (e, k, v, p) -> {}))
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
        decoder()
                .decode(
                        0,
                        1,
                        BlockBody.copyOf(block, block.length),
                        Range.ALL,
                        (e, k, v, p) -> read.add(Event.copyOf(e, k, v, p)));
        assertThat(read.get(0).values()).containsExactly(0L);
    }

    @Test
    void decode_refusesOrReadsEveryFlippedByteAndGivesOnlyWhatCanBeACall() {
        byte[] block = encode(CodecEvents.random(new Random(7), 60));
        FlatEventSink calls = new Unflattener(new PartialEventSink() {});
        for (int at = 0; at < block.length; at++) {
            byte[] flipped = block.clone();
            flipped[at] = (byte) (flipped[at] ^ (1 << (at % 8)));
            try {
                decoder().decode(0, 60, BlockBody.copyOf(flipped, flipped.length), Range.ALL, calls);
            } catch (BlockContentException expected) {
                assertThat(expected.position()).isBetween(0L, 60L);
            }
        }
    }

    private static List<Event> roundTrip(List<Event> events) {
        List<Event> read = new ArrayList<>();
        byte[] block = encode(events);
        decoder()
                .decode(
                        0,
                        events.size(),
                        BlockBody.copyOf(block, block.length),
                        Range.ALL,
                        (e, k, v, p) -> read.add(Event.copyOf(e, k, v, p)));
        return read;
    }

    private static EventDecoder decoder() {
        return new EventDecoder(ref -> new byte[0]);
    }

    private static byte[] encode(List<Event> events) {
        EventEncoderV1 encoder = new EventEncoderV1();
        for (Event event : events) {
            event.sendTo((e, kind, values, payload) -> encoder.add(e, kind, values, payload, null));
        }
        assertThat(encoder.count()).isEqualTo(events.size());
        return Arrays.copyOf(encoder.bytes(), encoder.length());
    }
}
