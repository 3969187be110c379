package io.vfioreplay.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0004, 0.000",
        "0.1234, 0.123",
        "1.234, 1.23",
        "12.34, 12.3",
        "123.4, 123",
        "'1234567', '1,234,567'"
    })
    void text_showsTheDigitsThatCount(double figure, String expected) {
        assertThat(Unit.text(figure)).isEqualTo(expected);
    }

    @Test
    void text_hasTheSpreadWhereThereIsOne() {
        assertThat(Unit.TIMES.text(Samples.of(1.5, 1.2, 2.3))).isEqualTo("1.50 (1.20-2.30)");
        assertThat(Unit.TIMES.text(Samples.of(1.501, 1.502))).isEqualTo("1.50");
    }

    @Test
    void whole_isTheSmallerUnit() {
        assertThat(Unit.MILLION_EVENTS_PER_SECOND.whole(1.5)).isEqualTo(1_500_000);
        assertThat(Unit.MICROS.whole(0.0421)).isEqualTo(42);
    }
}
