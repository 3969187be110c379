package io.vfioreplay.engine.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times come from files, so they may be anything. */
final class NanosTest {

    @ParameterizedTest
    @CsvSource({
        "0, 5, 5",
        "5, 0, -5",
        "-9223372036854775808, 9223372036854775807, 9223372036854775807",
        "9223372036854775807, -9223372036854775808, -9223372036854775807",
        "0, -9223372036854775808, -9223372036854775807",
        "-1, 9223372036854775807, 9223372036854775807",
    })
    void between_staysWithinItsRange(long from, long to, long expected) {
        assertThat(Nanos.between(from, to)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "850, +850 ns",
        "-23400, -23.4 us",
        "98400000, +98.4 ms",
        "-2000000000, -2.000 s",
    })
    void signed_choosesAUnit(long nanos, String text) {
        assertThat(Nanos.signed(nanos)).isEqualTo(text);
    }

    @Test
    void signed_ofTheLeastIsText() {
        assertThat(Nanos.signed(Long.MIN_VALUE)).startsWith("-");
    }
}
