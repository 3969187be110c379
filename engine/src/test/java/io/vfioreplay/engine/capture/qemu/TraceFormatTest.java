package io.vfioreplay.engine.capture.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invariants checked: what printf wrote is read back; what it did not write is refused, in bounded time. */
final class TraceFormatTest {

    private static final long SEED = 20_261_125;
    private static final int ROUNDS = 200;
    private static final List<String> NAMES = List.of(
            "0000:31:00.1",
            "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001",
            "VFIO user </var/run/vfio-user.sock>",
            "PRE_COPY_P2P",
            "finish-migrate",
            "dev (1)",
            "e1000",
            "",
            "ünïcode");

    /** Format, text, and the arguments, or {@code no} where the text does not fit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "x%dy|x0y|0",
                "x%dy|x-1y|-1",
                "x%dy|x18446744073709551615y|-1",
                "x%dy|x9223372036854775807y|9223372036854775807",
                "x%dy|x123456789012345678901y|no",
                "x%dy|xy|no",
                "x%dy|x-y|no",
                "x%dy|x+1y|no",
                "x%dy|x 1y|no",
                "0x%x|0x0|0",
                "0x%x|0xffffffffffffffff|-1",
                "0x%x|0xABcd|43981",
                "0x%x|0xfffffffffffffffff|no",
                "0x%x|0x|no",
                "0x%x|0xg|no",
                "0x%x|0x-1|no",
                "%x/%x|00000003/18|3 24",
                "[%p]|[0x7f0000001000]|139637976731648",
                "[%p]|[(nil)]|0",
                "[%p]|[nil]|no",
                "[%p]|[0x]|no",
                "[%p]|[7f]|no",
                "Pin %c|Pin A|65",
                "Pin %c|Pin |no",
                "Pin %c|Pin AB|no",
                "%s|anything (at) all|anything (at) all",
                " (%s)| ()|''",
                " (%s)| (a)|a",
                " (%s)| (a|no",
                " (%s)| a)|no",
                " (%s)| (a) |no",
                "|x|no"
            })
    void matches_readsEveryConversion(String format, String text, String arguments) {
        assertThat(read(TraceFormat.of(format == null ? "" : format), text, false))
                .isEqualTo("''".equals(arguments) ? "" : arguments);
    }

    @Test
    void matches_readsAnEmptyFormat() {
        assertThat(read(TraceFormat.of(""), "", false)).isEmpty();
    }

    /** Format, text, and where the texts end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                " (%s) data 0x%x| (VFIO user </var/run/vfio-user.sock>) data 0x5|VFIO user </var/run/vfio-user.sock> 5",
                " (%s) state %d| (dev (1)) state 3|dev (1) 3",
                " (%s) state %d| (a) state x) state 3|a) state x 3",
                " (%s) state %s| (a) state b) state c|a b) state c",
                " (%s:region%d+0x%x, %d) = 0x%x| (0000:31:00.1:region0+0x10, 4) = 0x1|0000:31:00.1 0 16 4 1",
                " (%s:region%d+0x%x, %d) = 0x%x| (a:region1+0x2, 3:region0+0x10, 4) = 0x1|a:region1+0x2, 3 0 16 4 1",
                "%s, section_id %d -> %d|0000:00:05.0/vfio, section_id 39 -> -22|0000:00:05.0/vfio 39 -22",
                " (%s) running %d reason %s device state %d| (a) running 0 reason finish-migrate device state 2|"
                        + "a 0 finish-migrate 2",
                "%s %x:%x.%d @0x%x -> 0x%x|my card 00:01.0 04:00.0 @0x0 -> 0x8086|my card 00:01.0 4 0 0 0 32902"
            })
    void text_endsWhereTheRestFits(String format, String text, String arguments) {
        assertThat(read(TraceFormat.of(format), text, false)).isEqualTo(arguments);
    }

    /** Behind an open end only a blank or a comma begins something new. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ret %d|ret 5|5",
                "ret %d|ret 5 more 7|5",
                "ret %d|ret 5, more 7|5",
                "ret %d|ret 5x|no",
                "ret %d|ret 5)|no",
                "(%s) ret %d|(a) ret 5 x|a 5",
                "(%s)|(a) b|a",
                "(%s)|(a)b) c|a)b"
            })
    void openEnd_leavesFieldsOfLaterVersionsAlone(String format, String text, String arguments) {
        assertThat(read(TraceFormat.of(format), text, true)).isEqualTo(arguments);
    }

    @Test
    void innerText_isRefusedWhenItIsTooLong() {
        TraceFormat format = TraceFormat.of("(%s)");
        assertThat(read(format, "(" + "x".repeat(TraceFormat.INNER_TEXT_BYTES_MAX) + ")", false))
                .hasSize(TraceFormat.INNER_TEXT_BYTES_MAX);
        assertThat(read(format, "(" + "x".repeat(TraceFormat.INNER_TEXT_BYTES_MAX + 1) + ")", false))
                .isEqualTo("no");
    }

    @Test
    void lastText_isAsLongAsTheLine() {
        assertThat(read(TraceFormat.of("mon %p req: %s"), "mon 0x1 req: " + "x".repeat(60_000), false))
                .hasSize(60_002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%f", "100%", "%s%s", "a%sb%s%sc", "%5d"})
    void of_refusesWhatItCannotRead(String pattern) {
        assertThatThrownBy(() -> TraceFormat.of(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Random arguments, written as printf would, are read back by the format that wrote them. */
    @ParameterizedTest
    @MethodSource("allFormats")
    void matches_isTheInverseOfPrintf(TraceFormat format) {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            List<String> expected = new ArrayList<>();
            String text = rendered(format.pattern(), random, expected);
            assertThat(read(format, text, false))
                    .as("seed %d round %d: \"%s\"", SEED, round, text)
                    .isEqualTo(String.join(" ", expected));
            assertThat(read(format, text + ", field 5", true))
                    .as("open, " + text)
                    .isNotEqualTo("no");
        }
    }

    @ParameterizedTest
    @MethodSource("allFormats")
    void matches_refusesATextThatIsCutInFrontOfItsLastLiteral(TraceFormat format) {
        String pattern = format.pattern();
        int lastConversion = pattern.lastIndexOf('%');
        if (lastConversion + 2 >= pattern.length() || lastConversion < 0) {
            return; // It ends with a conversion: a shorter text or number is one too.
        }
        String text = rendered(pattern, new Random(SEED), new ArrayList<>()).replace("dev (1)", "dev");
        assertThat(read(format, text.substring(0, text.length() - 1), false)).isEqualTo("no");
    }

    @Test
    void matches_takesBoundedTimeForHostileLines() {
        List<String> hostile = new ArrayList<>();
        allFormats().forEach(format -> {
            String piece = rendered(format.pattern(), new Random(SEED), new ArrayList<>());
            String half = piece.substring(0, piece.length() / 2);
            hostile.add((half + piece).repeat(1 + 60_000 / (half.length() + piece.length() + 1)));
            hostile.add(half.repeat(1 + 30_000 / (half.length() + 1)) + piece.repeat(1 + 30_000 / (piece.length() + 1))
                    + "!");
        });
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> allFormats().forEach(format -> hostile.forEach(line -> read(format, line, true))));
    }

    private static Stream<TraceFormat> allFormats() {
        return Stream.concat(
                Stream.of(QemuEvent.values()).flatMap(event -> event.formats().stream()),
                Stream.of(ErrorText.values()).flatMap(text -> text.formats().stream()));
    }

    /** The arguments with blanks between them, or {@code no}. */
    static String read(TraceFormat format, String text, boolean open) {
        TraceArgs args = new TraceArgs();
        byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8); // Neighbours that are none of its business.
        if (!format.matches(bytes, 1, bytes.length - 1, args, open)) {
            return "no";
        }
        assertThat(args.count()).isEqualTo(format.arguments());
        List<String> read = new ArrayList<>();
        for (int i = 0; i < args.count(); i++) {
            read.add(format.isText(i) ? args.text(i) : Long.toString(args.number(i)));
        }
        return String.join(" ", read);
    }

    /** A printf of its own. */
    private static String rendered(String pattern, Random random, List<String> arguments) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) != '%') {
                text.append(pattern.charAt(i));
                continue;
            }
            long number = random.nextLong() >> random.nextInt(64);
            switch (pattern.charAt(++i)) {
                case 's' -> {
                    String name = NAMES.get(random.nextInt(NAMES.size()));
                    text.append(name);
                    arguments.add(name);
                }
                case 'c' -> {
                    char letter = (char) ('A' + random.nextInt(4));
                    text.append(letter);
                    arguments.add(Integer.toString(letter));
                }
                case 'd' -> {
                    text.append(random.nextBoolean() ? Long.toString(number) : Long.toUnsignedString(number));
                    arguments.add(Long.toString(number));
                }
                case 'x' -> {
                    text.append(random.nextBoolean() ? "%x".formatted(number) : "%08x".formatted(number));
                    arguments.add(Long.toString(number));
                }
                case 'p' -> {
                    text.append(number == 0 ? "(nil)" : "0x%x".formatted(number));
                    arguments.add(Long.toString(number));
                }
                default -> throw new IllegalArgumentException(pattern);
            }
        }
        return text.toString();
    }
}
