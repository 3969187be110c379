package io.vfioreplay.engine.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.hardware.device.ObservedHost;
import io.vfioreplay.hardware.event.Envelope;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventKind.PayloadUse;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.event.Unflattener;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of event survives being written and read; what cannot be understood is told with its column. */
final class EventNotationTest {

    private static final Stamp BEFORE = new Stamp(7, 1_700_000_000_000_000_000L, 5, 2, 1, 9, 22);
    private static final int ROUNDS = 40;
    private static final long SEED = 20_260_131;
    private static final long[] NUMBERS = {0, 1, 4096, -1, 0xffff_ffffL, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final int[] RESULTS = {0, 22, 77, Envelope.FAILED, Envelope.UNANSWERED, Envelope.UNOBSERVED};
    private static final String[] TEXTS = {
        "", "plain", "two words", "a\"b\\c\n\u001b\u0001", "\u00e4\u20ac \ud83d\ude00", "hex:00"
    };

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void text_isReadBackAsTheSameEvent(EventKind kind) {
        Random random = new Random(SEED + kind.code());
        for (int round = 0; round < ROUNDS; round++) {
            Event event = event(kind, random);
            String text = EventNotation.text(event);

            Event read = EventNotation.read(text, BEFORE, EventContext.NONE);

            assertThat(AnsweredEvent.isSame(read, event))
                    .as("seed %d: %s", SEED, text)
                    .isTrue();
            assertThat(EventNotation.text(read)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void candidates_leadToAnEventThatCanBeHandedOn(EventKind kind) {
        StringBuilder text = new StringBuilder(kind.label());
        for (Field field : kind.fields()) {
            String name = field.name() + "=";
            assertThat(EventNotation.candidates(text + " ")).contains(name);
            List<String> values = EventNotation.candidates(text + " " + name);
            text.append(' ').append(values.isEmpty() ? name + "1" : values.get(values.size() - 1));
        }
        Event event = EventNotation.read(text.toString(), BEFORE, EventContext.NONE);

        event.sendTo(new Unflattener(new ObservedHost()));

        assertThat(event.kind()).isEqualTo(kind);
        assertThat(EventNotation.candidates(kind.label().substring(0, 3))).contains(kind.label());
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void names_areEachOfOneThing(EventKind kind) {
        assertThat(Draft.names(kind)).doesNotHaveDuplicates();
    }

    @Test
    void read_givesWhatIsLeftOutTheUsualValue() {
        Event event = read("migrationDataWritten data=00ff12");

        assertThat(event.value("dataFd")).hasValue((long) EventSink.NO_DATA_FD);
        assertThat(event.value("declared")).hasValue(3L);
        assertThat(event.value("count")).hasValue(3L);
        assertThat(event.stamp()).isEqualTo(new Stamp(-1, BEFORE.timeNanos(), -1, 0, 1, 0, 0));
        assertThat(read("vcpusStopped").stamp().device()).isEqualTo(Envelope.HOST);
    }

    @Test
    void read_understandsWhatADumpShows() {
        Event event = read("deviceStateSet requested=v2:STOP_COPY -> EINVAL");

        assertThat(event.stamp().result()).isEqualTo(22);
        assertThat(event.values().get(0))
                .isEqualTo(DeviceState.of(Protocol.V2, 3).packed());
    }

    @ParameterizedTest
    @CsvSource({
        "data=0x00000001, 01000000",
        "data=1/4, 01000000",
        "data=0xff/2, ff00",
        "data=01000000, 01000000",
        "value=0x1234/2, 3412",
        "data=\"a b\", 612062",
        "data=hex:c0ff, c0ff"
    })
    void read_takesBytesInSeveralForms(String written, String hex) {
        Event event = read("mmioWritten region=0 offset=0x10 " + written);

        assertThat(PayloadNotation.text(PayloadUse.BYTES, event.payload())).isEqualTo(hex);
        assertThat(event.value("length")).hasValue(hex.length() / 2L);
    }

    @Test
    void read_countsATimeWithASignFromTheEventBefore() {
        assertThat(read("markerPlaced text=x time=+1.5ms").stamp().timeNanos())
                .isEqualTo(BEFORE.timeNanos() + 1_500_000);
        assertThat(read("markerPlaced text=x time=none").stamp().timeNanos()).isEqualTo(Envelope.NO_TIME);
        assertThat(read("markerPlaced text=x time=1970-01-01T00:00:01Z").stamp().timeNanos())
                .isEqualTo(1_000_000_000);
    }

    @Test
    void read_copiesAnEventAndItsBytes() {
        Event recorded = read("migrationDataWritten data=c0ff errno=EIO device=3");
        EventContext context = (side, position) -> position == 104 ? Optional.of(recorded) : Optional.empty();

        Event copy = EventNotation.read("@104 errno=OK", BEFORE, context);
        Event bytes = EventNotation.read("mmioWritten region=0 offset=0 data=@104", BEFORE, context);

        assertThat(EventNotation.text(copy))
                .isEqualTo(EventNotation.text(recorded).replace(" errno=EIO", ""));
        assertThat(bytes.payload().toByteArray()).isEqualTo(recorded.payload().toByteArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mmioReed region=0|1|did you mean \"mmioRead\"?",
                "mmioRead regoin=0|10|did you mean \"region\"?",
                "mmioRead region=x|17|it takes a number",
                "mmioRead offset=0|1|needs region; for example: mmioRead region=4 offset=0x10",
                "deviceStateSet requested=STOPP|26|it takes a state, for example STOP_COPY",
                "deviceStateSet requested=3|26|it takes a state",
                "deviceReset cause=NEVER|19|it takes one of",
                "deviceStateSet STOP|16|expected field=value",
                "mmioWritten region=0 offset=0 data=0ff|36|expected hexadecimal digits two by two",
                "mmioWritten region=0 offset=0 data=e6c9fce4a6289a3b...|36|only the first bytes",
                "mmioWritten region=0 offset=0 data=256/1|36|does not fit",
                "markerPlaced text=\"no end|14|no closing",
                "markerPlaced text=\"a\"b|22|nothing may follow",
                "markerPlaced text=x errno=EINVL|27|no errno is called",
                "markerPlaced text=x time=soon|26|expected +1ms",
                "@7|2|there is no event at 7"
            })
    void read_saysWhatIsWrongAndWhere(String text, int column, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        EventSyntaxException.class,
                        wrong -> assertThat(wrong.column()).isEqualTo(column))
                .hasMessageContaining(message);
    }

    @Test
    void read_isTheSameInAnotherLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(read("interruptRaised index=1 vector=0x10").values()).containsExactly(1L, 16L);
            assertThat(read("deviceStateSet requested=running_p2p").values().get(0))
                    .isEqualTo(DeviceState.of(Protocol.V2, 5).packed());
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Event read(String text) {
        return EventNotation.read(text, BEFORE, EventContext.NONE);
    }

    private static Event event(EventKind kind, Random random) {
        List<Long> values = new ArrayList<>();
        for (Field field : kind.fields()) {
            values.add(value(field, random));
        }
        Stamp stamp = new Stamp(
                Envelope.NO_POSITION,
                random.nextInt(4) == 0 ? Envelope.NO_TIME : random.nextLong() >>> 1,
                random.nextInt(2) == 0 ? Envelope.NO_DURATION : random.nextInt(1 << 30),
                random.nextInt(5) - 1,
                random.nextInt(3),
                random.nextInt(3),
                RESULTS[random.nextInt(RESULTS.length)]);
        return new Event(stamp, kind, values, payload(kind, random));
    }

    private static long value(Field field, Random random) {
        return switch (field.type()) {
            case DECIMAL, HEX -> NUMBERS[random.nextInt(NUMBERS.length)];
            case STATE -> {
                Protocol protocol = Protocol.values()[random.nextInt(Protocol.values().length)];
                yield DeviceState.of(protocol, random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(16))
                        .packed();
            }
            case PROTOCOL -> Protocol.values()[random.nextInt(Protocol.values().length)].code();
            case CHOICE -> random.nextInt(field.choices().size());
            case ORIGIN, TARGET -> random.nextInt(5) - 1;
        };
    }

    private static Payload payload(EventKind kind, Random random) {
        return switch (kind.payloadUse()) {
            case NONE -> Payload.empty();
            case TEXT -> {
                byte[] text = TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
                yield Payload.of(random.nextInt(4) == 0 ? new byte[] {(byte) 0xc0, (byte) 0xff} : text);
            }
            case BYTES -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield Payload.of(bytes);
            }
        };
    }
}
