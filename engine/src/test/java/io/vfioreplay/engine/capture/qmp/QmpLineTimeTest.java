package io.vfioreplay.engine.capture.qmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The times that lines begin with; each row: a line, the time in ns, where the rest begins. */
final class QmpLineTimeTest {

    @ParameterizedTest
    @CsvSource({
        "'1795394196.001869 src', 1795394196001869000, 18",
        "'1795394196 src',        1795394196000000000, 11",
        "'[1795394196.5] src',    1795394196500000000, 15",
        "'1970-01-01T00:00:01Z x',             1000000000, 21",
        "'1970-01-01 00:00:00.000000001+0000: x',       1, 36",
        "'1970-01-01 01:00:00,5+01:00 x',       500000000, 28",
        "'[2023-11-14T22:13:20.25Z] x', 1700000000250000000, 26",
    })
    void of_readsATime(String line, long nanos, int end) {
        assertThat(LineTime.of(line)).contains(new LineTime(nanos, end));
    }

    @ParameterizedTest
    @CsvSource({
        "2023-11-14 22:13:20 x",
        "2023-13-14 22:13:20Z x",
        "2023-11-14 25:13:20Z x",
        "2023-11-14 22:13:20+99:00 x",
        "1960-11-14 22:13:20Z x",
        "9999-11-14 22:13:20Z x",
        "9999999999.5 x"
    })
    void of_passesOverATimeThatNobodyCanTell(String line) {
        assertThat(LineTime.of(line).orElseThrow().nanos()).isEqualTo(Envelope.NO_TIME);
    }

    @ParameterizedTest
    @CsvSource({"''", "src", "12.5 src", "1795394196.001869src", "'{\"a\": 1795394196}'"})
    void of_isEmptyWhenThereIsNone(String line) {
        assertThat(LineTime.of(line)).isEmpty();
    }

    @Test
    void ofMicros_isNoTimeWhenQemuHadNone() {
        assertThat(LineTime.ofMicros(1, 2)).isEqualTo(1_000_002_000);
        assertThat(LineTime.ofMicros(-1, -1)).isEqualTo(Envelope.NO_TIME);
        assertThat(LineTime.ofMicros(1, 1_000_000)).isEqualTo(Envelope.NO_TIME);
        assertThat(LineTime.ofMicros(Long.MAX_VALUE, 0)).isEqualTo(Envelope.NO_TIME);
    }
}
