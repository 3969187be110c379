package io.vfioreplay.engine.travel;

import static org.assertj.core.api.Assertions.fail;

import io.vfioreplay.engine.query.FilterSyntaxException;
import io.vfioreplay.engine.query.Query;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is typed as a place, a field or a filter is understood, or refused by the exception that is for it. */
final class HostileTextTest {

    private static final long SEED = 20_261_125;
    private static final int ROUNDS = 40_000;
    private static final String[] PIECES = {
        " ",
        "  ",
        "/",
        "*",
        "**",
        "device0",
        "device99999999999",
        "state",
        "bar0",
        "0x10",
        "0x",
        "0xffffffffffffffff",
        "18446744073709551616",
        "-1",
        "+",
        "+1.5s",
        "1e9",
        "%",
        "100%",
        "99.999999999999999%",
        "#",
        "#28",
        "_",
        "1_",
        "@",
        "@21:40:02.5",
        "2026-11-25T21:40:02Z",
        "+999999999-12-31T23:59:59Z",
        "start",
        "first finding",
        "finding ",
        "marker ",
        "mem ",
        "memory ",
        "..",
        "event ",
        "==",
        "!=",
        "<=",
        "~",
        "=",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        "\\",
        "\\Q",
        "\\E",
        "or",
        "and",
        "not",
        "in",
        "kind",
        "mmioRead",
        "value",
        "offset",
        "time",
        "since",
        "phase",
        "errno",
        "OK",
        "followed by",
        "without",
        "within",
        "10ms",
        "999999999999min",
        "20 events",
        "on the same device",
        "d1",
        "v1",
        "v2:",
        "STOP_COPY",
        "?",
        "\0",
        "\n",
        "\ud83d",
        "\ude00",
        "\u0660\u0661",
        "\u0130",
        ",",
        "!",
        "&&",
        "||",
        ":",
        "STOP|RUNNING?"
    };

    private final Random random = new Random(SEED);

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(9); i >= 0; i--) {
            boolean isPiece = random.nextInt(8) != 0;
            text.append(isPiece ? PIECES[random.nextInt(PIECES.length)] : (char) random.nextInt(0x250));
            text.append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    /** Reads something, and throws what it throws. */
    private interface Reading {
        void of(String text);
    }

    private void refusesAllBut(Class<? extends RuntimeException> told, Reading reading) {
        for (int round = 0; round < ROUNDS; round++) {
            String text = text();
            try {
                reading.of(text);
            } catch (RuntimeException | StackOverflowError wrong) {
                if (!told.isInstance(wrong) && !(wrong instanceof FilterSyntaxException)) {
                    fail("seed " + SEED + ", round " + round + ": \"" + text + "\"", wrong);
                }
            }
        }
    }

    @Test
    void place_isReadOrRefused() {
        refusesAllBut(PlaceException.class, Place::parse);
    }

    @Test
    void fieldPattern_isReadOrRefused() {
        refusesAllBut(
                PatternException.class,
                text -> FieldPattern.parse(text, random.nextBoolean() ? 0 : FieldPattern.EVERY_DEVICE));
    }

    @Test
    void query_isReadOrRefused() {
        refusesAllBut(FilterSyntaxException.class, Query::parse);
    }
}
