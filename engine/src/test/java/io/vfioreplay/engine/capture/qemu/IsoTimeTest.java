package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.Envelope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants checked: a time is what java.time says, and what is no time is none. */
final class IsoTimeTest {

    private static final long SEED = 20_261_125;

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00.0Z, 0",
        "1970-01-01T00:00:00.000001Z, 1000",
        "2026-11-23T00:44:49.854929Z, 1795394689854929000",
        "2024-02-29T23:59:59.999999999Z, 1709251199999999999",
        "2261-12-31T23:59:59.999999999Z, 9214646399999999999"
    })
    void nanos_readsTimes(String text, long nanos) {
        assertThat(nanos(text)).isEqualTo(nanos);
        assertThat(nanos(text + " qemu-system-x86_64: x")).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-11-23T00:44:49Z",
                "2026-11-23T00:44:49.Z",
                "2026-11-23T00:44:49.854929",
                "2026-11-23T00:44:49.854929+01:00",
                "2026-11-23T00:44:49.1234567890Z",
                "2026-11-23 00:44:49.854929Z",
                "2026-13-23T00:44:49.854929Z",
                "2026-00-23T00:44:49.854929Z",
                "2026-02-29T00:44:49.854929Z",
                "2026-11-31T00:44:49.854929Z",
                "2026-11-23T24:44:49.854929Z",
                "2026-11-23T00:60:49.854929Z",
                "2026-11-23T00:44:60.854929Z",
                "1969-12-31T23:59:59.999999Z",
                "2262-01-01T00:00:00.000000Z",
                "0000-01-01T00:00:00.000000Z",
                "9999-12-31T00:00:00.000000Z",
                "x026-11-23T00:44:49.854929Z"
            })
    void nanos_isNoTimeForAnythingElse(String text) {
        assertThat(nanos(text)).isEqualTo(Envelope.NO_TIME);
    }

    @Test
    void nanos_agreesWithJavaTime() {
        Random random = new Random(SEED);
        for (int round = 0; round < 5000; round++) {
            long nanos = random.nextLong(9_214_646_400L) * 1_000_000_000 + random.nextInt(1_000_000_000);
            Instant instant = Instant.ofEpochSecond(0, nanos);
            String text = instant.toString();
            String padded = text.contains(".") ? text : text.replace("Z", ".0Z");
            assertThat(nanos(padded))
                    .as("seed %d round %d: %s", SEED, round, text)
                    .isEqualTo(nanos);
        }
    }

    private static long nanos(String text) {
        byte[] bytes = ("9" + text).getBytes(StandardCharsets.US_ASCII);
        return IsoTime.nanos(bytes, 1, bytes.length);
    }
}
