package io.vfioreplay.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.FlatEventSink;
import io.vfioreplay.hardware.event.NumberPayload;
import io.vfioreplay.hardware.event.PartialEventSink;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.ReusableStamp;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.journal.BlockBody;
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

    private static final long[] NO_VALUES = new long[EventKind.FIELDS_MAX];

    /** A block, and how many events it has. */
    private record Block(BlockBody body, int count) {}

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void decode_givesBackEveryKindWithExtremeValues(EventKind kind) {
        List<Event> events = CodecEvents.extreme(kind);
        assertThat(CodecEvents.texts(decode(encode(events)))).isEqualTo(CodecEvents.texts(events));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void decode_givesBackRandomEventsOverManyBlocks(long seed) {
        List<Event> events = CodecEvents.random(new Random(seed), 5_000);
        List<Block> blocks = encode(events);
        assertThat(blocks).hasSizeGreaterThan(20);
        assertThat(CodecEvents.texts(decode(blocks))).as("seed %d", seed).isEqualTo(CodecEvents.texts(events));
    }

    @Test
    void decode_givesTheWantedRangeOnly() {
        List<Event> events = CodecEvents.random(new Random(4), 50);
        Block block = encode(events).get(0);
        List<Event> read = new ArrayList<>();
        decoder().decode(0, block.count(), block.body(), new Range(30, 40), into(read));
        assertThat(CodecEvents.texts(read)).isEqualTo(CodecEvents.texts(events.subList(30, 40)));
    }

    @Test
    void encode_canBeCutBehindEveryEvent() {
        List<Event> events = CodecEvents.random(new Random(8), 60);
        EventEncoder encoder = new EventEncoder();
        for (int i = 0; i < events.size(); i++) {
            events.get(i)
                    .sendTo((e, kind, values, payload) ->
                            encoder.add(e, kind, values, payload, EventEncoder.NOT_STORED));
            Block cut = new Block(BlockBody.copyOf(encoder.bytes(), encoder.length()), i + 1);
            assertThat(CodecEvents.texts(decode(List.of(cut)))).isEqualTo(CodecEvents.texts(events.subList(0, i + 1)));
        }
    }

    @Test
    void encode_takesWhateverComesWhileThereIsRoom() {
        Random random = new Random(9);
        EventEncoder encoder = new EventEncoder();
        int longest = 0;
        for (Event event : CodecEvents.random(random, 20_000)) {
            if (!encoder.hasRoom()) {
                encoder.begin(encoder.bytes());
            }
            int before = encoder.length();
            event.sendTo((e, kind, values, payload) -> encoder.add(e, kind, values, payload, EventEncoder.NOT_STORED));
            longest = Math.max(longest, encoder.length() - before);
        }
        assertThat(longest).isLessThanOrEqualTo(EventFormat.EVENT_BYTES_MAX);
    }

    @Test
    void encode_leavesTheBlockAsItWasWhenAnEventCannotBe() {
        EventEncoder encoder = new EventEncoder();
        fault(encoder, new Stamp(0, 1000, Envelope.NO_DURATION, 0, 0, 5, Envelope.OK), 64);
        byte[] before = Arrays.copyOf(encoder.bytes(), encoder.length());
        long[] noProtocol = new long[EventKind.FIELDS_MAX];
        assertThatThrownBy(() -> encoder.add(
                        Stamp.at(0, 0), EventKind.DEVICE_OPENED, noProtocol, Payload.empty(), EventEncoder.NOT_STORED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("protocol");
        Payload unexpected = Payload.ofUtf8("x");
        assertThatThrownBy(() -> encoder.add(
                        Stamp.at(0, 0), EventKind.DEVICE_CLOSED, NO_VALUES, unexpected, EventEncoder.NOT_STORED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no payload");
        assertThat(Arrays.copyOf(encoder.bytes(), encoder.length())).isEqualTo(before);
        assertThat(encoder.count()).isEqualTo(1);
    }

    @Test
    void decode_refusesEveryTruncation() {
        Block block = encode(CodecEvents.random(new Random(5), 20)).get(0);
        for (int length = 0; length < block.body().length(); length++) {
            byte[] cut = Arrays.copyOf(block.body().toByteArray(), length);
            assertThatThrownBy(() ->
                            decoder().decode(0, 20, BlockBody.copyOf(cut, cut.length), Range.ALL, (e, k, v, p) -> {}))
                    .isInstanceOf(BlockContentException.class);
        }
    }

    @Test
    void decode_neverDoesMoreThanRefuseHostileBytes() {
        Random random = new Random(6);
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] garbage = new byte[2 + random.nextInt(64)];
            random.nextBytes(garbage);
            garbage[0] = EventFormat.MARK;
            garbage[1] = (byte) random.nextInt(2);
            // What a random byte hardly ever is: the next definition.
            for (int at = 2; at < Math.min(4, garbage.length); at++) {
                garbage[at] = (byte) random.nextInt(2);
            }
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
        assertThat(refused).isGreaterThan(49_000);
    }

    @Test
    void decode_asksForStoredPayloads() {
        PayloadRef first = new PayloadRef(7, 1000, "ab".repeat(32));
        PayloadRef second = new PayloadRef(9, 300, "cd".repeat(32));
        EventEncoder encoder = new EventEncoder();
        encoder.add(Stamp.at(5, 0), EventKind.MARKER_PLACED, NO_VALUES, Payload.of(new byte[1000]), 0);
        encoder.add(Stamp.at(6, 0), EventKind.MARKER_PLACED, NO_VALUES, Payload.of(new byte[300]), 1);
        BlockBody block = PayloadTable.withTable(encoder.bytes(), encoder.length(), List.of(first, second));
        List<PayloadRef> asked = new ArrayList<>();
        List<Event> read = new ArrayList<>();
        new EventDecoder(ref -> {
                    asked.add(ref);
                    return new byte[ref.length()];
                })
                .decode(0, 2, block, Range.ALL, into(read));
        assertThat(asked).containsExactly(first, second);
        assertThat(read).extracting(e -> e.payload().length()).containsExactly(1000, 300);
    }

    @Test
    void encode_givesTheBytesOfTheDrawing() {
        EventEncoder encoder = new EventEncoder();
        fault(encoder, new Stamp(0, 1000, Envelope.NO_DURATION, 0, 0, 5, Envelope.OK), 64);
        fault(encoder, new Stamp(1, 1007, Envelope.NO_DURATION, 0, 0, 6, Envelope.OK), 96);
        assertThat(HexFormat.ofDelimiter(" ").formatHex(encoder.bytes(), 0, encoder.length()))
                .isEqualTo("82 00 00 00 24 01 00 00 00 01 00 21 01 0a d0 07 80 01 00 11 01 07 0e 40");
    }

    private static void fault(EventEncoder encoder, Stamp stamp, long address) {
        long[] values = new long[EventKind.FIELDS_MAX];
        values[0] = address;
        encoder.add(stamp, EventKind.PAGE_FAULT_BEGAN, values, Payload.empty(), EventEncoder.NOT_STORED);
    }

    @ParameterizedTest
    @CsvSource({
        // What is wrong, whether a newer program may have written it, and the block.
        "format 3, true, 83 00",
        "kind 100, true, 82 00 00 00 64 00 00 00 00 00 00 00",
        "two fields of pageFaultBegan, true, 82 00 00 00 24 00 00 00 00 02 00 00 00",
        "cause 9 of deviceReset, true, 82 00 00 00 02 00 00 00 00 01 01 12 00",
        "cause -1 of deviceReset, false, 82 00 00 00 02 00 00 00 00 01 01 01 00",
        "cause that moves, false, 82 00 00 00 02 00 00 00 00 01 00 00 00",
        "protocol 0 of deviceOpened, false, 82 00 00 00 00 04 00 00 00 01 01 00 00",
        "payload where there is none, false, 82 00 00 00 24 04 00 00 00 01 00 00 00",
        "no payload where there is one, false, 82 00 00 00 29 00 00 00 00 00 00 00",
        "number payload of 9 bytes, false, 82 00 00 00 29 94 00 00 00 00 00 00",
        "bytes payload with a number's length, false, 82 00 00 00 29 18 00 00 00 00 00 00",
        "steady value that is not there, false, 82 00 00 00 24 00 00 00 00 01 02 00 00",
        "device -2, false, 82 00 00 00 24 00 03 00 00 01 00 00 00",
        "result -3, false, 82 00 00 00 24 00 00 00 05 01 00 00 00",
        "number of 9 bytes, false, 82 00 00 00 24 00 00 00 00 01 00 09 00",
        "width of a number that is not there, false, 82 00 00 00 01 00 00 00 00 00 00 10",
        "record -1, false, 82 00 00 00 24 00 00 00 00 01 00 01 01",
        "duration -1, false, 82 00 00 00 24 02 00 00 00 01 00 10 00 01",
        "shape 1 before shape 0, false, 82 00 01 00 24 00 00 00 00 01 00 00",
        "stream 1 before stream 0, false, 82 00 00 01 24 00 00 00 00 01 00 00",
        "payload longer than the block, false, 82 00 00 00 29 08 00 00 00 00 00 10 0a",
        "stored payload at a place that is not there, false, 82 00 00 00 29 0c 00 00 00 00 00 00 00",
        "table of payloads that is cut, false, 82 01 00 01 ab",
        "varint of 11 bytes, false, 82 00 00 00 24 00 00 ff ff ff ff ff ff ff ff ff ff 01 00 01 00 00 00",
        "bytes behind the last event, false, 82 00 00 00 24 00 00 00 00 01 00 00 00 00",
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
        byte[] block = HexFormat.ofDelimiter(" ").parseHex("82 00 00 00 24 00 00 00 00 00 00 00");
        decoder().decode(0, 1, BlockBody.copyOf(block, block.length), Range.ALL, into(read));
        assertThat(read.get(0).values()).containsExactly(0L);
    }

    @Test
    void decode_refusesOrReadsEveryFlippedByteAndGivesOnlyWhatCanBeACall() {
        Block block = encode(CodecEvents.random(new Random(7), 40)).get(0);
        FlatEventSink calls = new Unflattener(new PartialEventSink() {});
        for (int at = 0; at < block.body().length(); at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                byte[] flipped = block.body().toByteArray();
                flipped[at] = (byte) (flipped[at] ^ 1 << bit);
                try {
                    decoder().decode(0, 40, BlockBody.copyOf(flipped, flipped.length), Range.ALL, calls);
                } catch (BlockContentException expected) {
                    assertThat(expected.position()).isBetween(0L, 40L);
                }
            }
        }
    }

    @Test
    void codec_allocatesNothingPerEvent() {
        EventEncoder encoder = new EventEncoder();
        BlockDecoder decoder = new BlockDecoder();
        long[] sum = new long[1];
        FlatEventSink sink = (e, kind, values, payload) -> sum[0] += e.timeNanos() + values[1] + payload.littleEndian();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        encodeAndDecode(encoder, decoder, sink, 500_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        encodeAndDecode(encoder, decoder, sink, 1_000_000);
        // What is left is for each block, not for each event.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500_000);
    }

    private static void encodeAndDecode(EventEncoder encoder, BlockDecoder decoder, FlatEventSink sink, int count) {
        NumberPayload payload = new NumberPayload();
        ReusableStamp stamp = new ReusableStamp();
        long[] values = {0, 0x10, 8, EventSink.CPU, 0};
        for (int i = 0; i < count; i++) {
            if (!encoder.hasRoom()) {
                decoder.decode(
                        0,
                        encoder.count(),
                        EventEncoder.events(encoder.bytes(), encoder.length()),
                        Range.ALL,
                        (place, length) -> null,
                        sink);
                encoder.begin(encoder.bytes());
            }
            values[1] = i & 0xff;
            EventKind kind = (i & 1) == 0 ? EventKind.MMIO_READ : EventKind.MMIO_WRITTEN;
            encoder.add(stamp.at(1000L * i, 0), kind, values, payload.set(i * 77L, 8), EventEncoder.NOT_STORED);
        }
    }

    private static List<Event> decode(List<Block> blocks) {
        List<Event> read = new ArrayList<>();
        EventDecoder decoder = decoder();
        for (Block block : blocks) {
            decoder.decode(read.size(), block.count(), block.body(), Range.ALL, into(read));
        }
        return read;
    }

    private static FlatEventSink into(List<Event> read) {
        return (e, kind, values, payload) -> read.add(Event.copyOf(e, kind, values, payload));
    }

    private static EventDecoder decoder() {
        return new EventDecoder(ref -> new byte[0]);
    }

    private static List<Block> encode(List<Event> events) {
        List<Block> blocks = new ArrayList<>();
        EventEncoder encoder = new EventEncoder();
        for (Event event : events) {
            if (!encoder.hasRoom()) {
                blocks.add(new Block(BlockBody.copyOf(encoder.bytes(), encoder.length()), encoder.count()));
                encoder.begin(encoder.bytes());
            }
            event.sendTo((e, kind, values, payload) -> encoder.add(e, kind, values, payload, EventEncoder.NOT_STORED));
        }
        blocks.add(new Block(BlockBody.copyOf(encoder.bytes(), encoder.length()), encoder.count()));
        return blocks;
    }
}
