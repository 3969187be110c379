package io.vfioreplay.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.Flattener;
import io.vfioreplay.hardware.event.Payload;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.DeviceState;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterTest {

    private static final Event MMIO_WRITE = event(sink ->
            sink.mmioWritten(stamp(7, Errno.EINVAL), 2, 0x10, 4, EventSink.CPU, Payload.ofLittleEndian(0x1234, 4)));
    private static final Event STOP_COPY =
            event(sink -> sink.deviceStateSet(stamp(8, 0), StateV2.STOP_COPY.asDeviceState(), EventSink.NO_DATA_FD));
    private static final Event V1_PRECOPY =
            event(sink -> sink.deviceStateSet(stamp(9, 0), DeviceState.of(Protocol.V1_UAPI, 3), EventSink.NO_DATA_FD));
    private static final Event MARKER = event(sink -> sink.markerPlaced(stamp(10, 0), Payload.ofUtf8("here it is")));
    private static final List<Event> ALL = List.of(MMIO_WRITE, STOP_COPY, V1_PRECOPY, MARKER);

    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', textBlock = """
            kind == mmioWritten -> 7
            kind = deviceStateSet -> 8 9
            kind != deviceStateSet -> 7 10
            kind ~ State -> 8 9
            position >= 8 -> 8 9 10
            position in {7, 9..10} -> 7 9 10
            position == 0x8 -> 8
            errno == EINVAL -> 7
            errno == 22 -> 7
            errno == OK and kind == markerPlaced -> 10
            region == 2 && offset == 0x10 -> 7
            offset < 0x11 -> 7
            offset != 0x10 -> ``
            offset -> 7
            not offset -> 8 9 10
            value == 0x1234 -> 7
            value in {0..0x1233} -> ``
            data == 34120000 -> 7
            bytes == 4 -> 7
            length == 4 -> 7
            origin == CPU -> 7
            origin == device3 -> ``
            state == STOP_COPY -> 8
            requested == v2:STOP_COPY -> 8
            state == 3 -> 8 9
            state == v1-uapi:3 -> 9
            state ~ "^v1" -> 9
            text ~ "h.re" -> 10
            text == 'here it is' -> 10
            duration > 5us -> 7 8 9 10
            duration > 10us -> ``
            time < 1970-01-01T00:00:01Z -> 7 8 9 10
            !(position == 7 || position == 8) -> 9 10
            position == 7 or position == 8 and kind == markerPlaced -> 7
            (position == 7 or position == 8) and kind == deviceStateSet -> 8
            """)
    void filter_passesExactlyTheWantedEvents(String expression, String positions) {
        Filter filter = Filter.parse(expression);
        List<String> passed = new ArrayList<>();
        for (Event event : ALL) {
            event.sendTo(filter.before((e, kind, values, payload) -> passed.add(Long.toString(e.position()))));
        }
        assertThat(String.join(" ", passed)).isEqualTo(positions);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "->", quoteCharacter = '`', textBlock = """
            ofset == 1 -> 1 -> did you mean "offset"?
            zzzzzzzzzz -> 1 -> fields:
            kind == mmioWrite -> 9 -> it takes a kind of event
            state == STOPPED -> 10 -> it takes a state
            direction == UP -> 14 -> [READ, WRITE]
            offset == twelve -> 11 -> it takes a number
            offset == -> 10 -> expected a value, found the end
            offset == 1 ) -> 13 -> expected "and", "or" or the end
            (offset == 1 -> 13 -> expected ")"
            offset in 1 -> 11 -> expected "{"
            kind < mmioRead -> 6 -> compares numbers
            text ~ "(" -> 8 -> no regular expression
            text == "open -> 9 -> no closing
            offset # 1 -> 8 -> has no meaning
            `` -> 1 -> expected a field, found the end
            """)
    void parse_pointsAtTheColumnOfTheTrouble(String expression, int column, String message) {
        assertThatThrownBy(() -> Filter.parse(expression))
                .isInstanceOfSatisfying(FilterSyntaxException.class, trouble -> {
                    assertThat(trouble.column()).isEqualTo(column);
                    assertThat(trouble.picture()).endsWith("\n" + " ".repeat(column - 1) + "^");
                })
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void parse_knowsEveryFieldOfEveryKind(EventKind kind) {
        for (Field field : kind.fields()) {
            assertThat(Filter.parse(field.name())).isNotNull();
        }
        assertThat(Filter.parse("kind == " + kind.label())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "not "})
    void parse_refusesEndlessNesting(String opening) {
        assertThatThrownBy(() -> Filter.parse(opening.repeat(100_000) + "offset"))
                .isInstanceOf(FilterSyntaxException.class)
                .hasMessageContaining("inside one another");
    }

    @Test
    void all_passesEverything() {
        List<Event> passed = new ArrayList<>();
        for (Event event : ALL) {
            event.sendTo(Filter.ALL.before((e, k, v, p) -> passed.add(event)));
        }
        assertThat(passed).isEqualTo(ALL);
    }

    private static Stamp stamp(long position, int result) {
        return new Stamp(position, 1_000, 10_000, 0, 0, position + 100, result);
    }

    private static Event event(Consumer<EventSink> call) {
        List<Event> events = new ArrayList<>();
        call.accept(new Flattener((e, k, v, p) -> events.add(Event.copyOf(e, k, v, p))));
        return events.get(0);
    }
}
