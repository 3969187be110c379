package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaceTest {

    private static final long SECOND = 1_000_000_000;

    @Test
    void parse_readsEveryForm() {
        assertThat(Place.parse("104")).isEqualTo(new Place.Position(104));
        assertThat(Place.parse("1_000")).isEqualTo(new Place.Position(1000));
        assertThat(Place.parse("0x10")).isEqualTo(new Place.Position(16));
        assertThat(Place.parse("+10")).isEqualTo(new Place.Relative(10));
        assertThat(Place.parse("-1_0")).isEqualTo(new Place.Relative(-10));
        assertThat(Place.parse(" end ")).isEqualTo(Place.Named.END);
        assertThat(Place.parse("START")).isEqualTo(Place.Named.START);
        assertThat(Place.parse("first  finding")).isEqualTo(Place.Named.FIRST_FINDING);
        assertThat(Place.parse("finding r-97")).isEqualTo(new Place.Finding("R-97"));
        assertThat(Place.parse("marker before boot")).isEqualTo(new Place.Marker("before boot"));
        assertThat(Place.parse("#28")).isEqualTo(new Place.RecordNumber(28));
        assertThat(Place.parse("23.65%")).isEqualTo(new Place.Percent(23.65));
        assertThat(Place.parse("+1.5s")).isEqualTo(new Place.SinceStart(3 * SECOND / 2));
        assertThat(Place.parse("12ms")).isEqualTo(new Place.SinceStart(12_000_000));
        assertThat(Place.parse("1970-01-01T00:00:02.5Z")).isEqualTo(new Place.Instant(5 * SECOND / 2));
        assertThat(Place.parse("1970-01-01T01:00:02+01:00")).isEqualTo(new Place.Instant(2 * SECOND));
        assertThat(Place.parse("@00:01:00.5")).isEqualTo(new Place.TimeOfDay(121 * SECOND / 2));
        assertThat(Place.parse("stop_copy")).isEqualTo(new Place.Phase(-1, "STOP_COPY"));
        assertThat(Place.parse("device1 STOP_COPY")).isEqualTo(new Place.Phase(1, "STOP_COPY"));
        assertThat(Place.parse("v1 0x2")).isEqualTo(new Place.Phase(-1, "0x2"));
        assertThat(Place.parse("d0 v1-uapi 3")).isEqualTo(new Place.Phase(0, "0x3"));
    }

    @ParameterizedTest
    @CsvSource({
        "STOP_COPI, did you mean STOP_COPY",
        "failur, did you mean failure",
        "zzzzzzzzz, give a position",
        "101%, beyond the end",
        "-1.5s, before the start",
        "@25:00:00, no time of day",
        "2026-13-45T00:00:00Z, no instant",
        "99999999999999999999999, too large"
    })
    void parse_saysWhatWouldBeRight(String text, String said) {
        assertThatThrownBy(() -> Place.parse(text))
                .isInstanceOf(PlaceException.class)
                .hasMessageContaining(said);
    }
}
