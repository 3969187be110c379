package io.vfioreplay.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.hardware.event.Errno;
import io.vfioreplay.hardware.event.Event;
import io.vfioreplay.hardware.event.EventKind;
import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Field;
import io.vfioreplay.hardware.event.FlatEventSink;
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
    private static final long ORIGIN = 800;
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
            time == 1000 -> 7 8 9 10
            since == 200ns -> 7 8 9 10
            since < 0.1us -> ``
            region == bar2 -> 7
            region == config -> ``
            region ~ "^bar" -> 7
            device == host -> ``
            device in {0, host} -> 7 8 9 10
            device == device0 -> 7 8 9 10
            device == d0 and kind == mmioWritten -> 7
            state == 'SAVING|RUNNING' -> 9
            phase -> 9 10
            phase == STOP_COPY -> 9
            phase == 3 -> 9 10
            phase == v1-uapi:3 -> 10
            phase == 'SAVING|RUNNING' -> 10
            phase != STOP_COPY -> 10
            phase ~ '^STOP' and position == 9 -> 9
            not phase -> 7 8
            !(position == 7 || position == 8) -> 9 10
            position == 7 or position == 8 and kind == markerPlaced -> 7
            (position == 7 or position == 8) and kind == deviceStateSet -> 8
            """)
    void filter_passesExactlyTheWantedEvents(String expression, String positions) {
        Filter filter = Filter.parse(expression);
        List<String> passed = new ArrayList<>();
        FlatEventSink matcher =
                filter.matcher(ORIGIN).before((e, kind, values, payload) -> passed.add(Long.toString(e.position())));
        ALL.forEach(event -> event.sendTo(matcher));
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
            text ~ -> 7 -> expected a regular expression
            text ~ == -> 8 -> expected a regular expression
            time < 1.5s -> 8 -> "since"
            since < 1.5 -> 9 -> it takes a number
            region == bar9 -> 11 -> bar0 to bar5
            device == nic -> 11 -> a number or host
            phase == COPYING -> 10 -> it takes a state
            phase < RUNNING -> 7 -> is not one number
            kind == mmioRead followed by kind == mmioRead -> 18 -> a sequence of events is not accepted here
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

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+c", "(a|a)*c", "(a*)*c", "((a|b)*)*c"})
    void pattern_givesUpWithAnErrorOnTextThatWouldTakeForEver(String regex) {
        Filter filter = Filter.parse("text ~ '" + regex + "'");
        Event event = event(sink -> sink.markerPlaced(stamp(17, 0), Payload.ofUtf8("a".repeat(5_000))));
        assertThatThrownBy(() -> event.sendTo(filter.matcher(ORIGIN).before((e, k, v, p) -> {})))
                .isInstanceOfSatisfying(
                        FilterSyntaxException.class,
                        trouble -> assertThat(trouble.column()).isEqualTo(8))
                .hasMessageContaining("position 17");
    }

    @Test
    void all_passesEverything() {
        List<Event> passed = new ArrayList<>();
        FlatEventSink matcher = Filter.ALL.matcher(ORIGIN).before((e, k, v, p) -> passed.add(Event.copyOf(e, k, v, p)));
        ALL.forEach(event -> event.sendTo(matcher));
        assertThat(passed)
                .extracting(Event::stamp)
                .isEqualTo(ALL.stream().map(Event::stamp).toList());
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
