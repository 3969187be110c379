package io.vfioreplay.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vfioreplay.engine.json.JsonReader.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invariants checked: what is written is found, what is not there is empty, what is no JSON says where, and nothing else is thrown. */
final class JsonReaderTest {

    private static final long SEED = 20_261_126;
    private static final String EVERY_KIND =
            "{\"t\": \"a\\u00e9\\n\", \"i\": -12, \"f\": 1.50, \"y\": true, \"z\": null, \"a\": [1, \"b\", {}], \"o\": {\"k\": []}}";

    @Test
    void read_findsEveryKindOfValue() {
        JsonValue value = JsonReader.read(EVERY_KIND);

        assertThat(value.at("t").text()).contains("aé\n");
        assertThat(value.at("i").number()).hasValue(-12);
        assertThat(value.at("f")).isEqualTo(new JsonValue.Digits("1.50"));
        assertThat(value.at("y").flag()).contains(true);
        assertThat(value.at("z")).isEqualTo(new JsonValue.Nothing());
        assertThat(value.at("a").elements()).hasSize(3);
        assertThat(value.at("o").at("k").elements()).isEmpty();
        assertThat(value.names()).containsExactly("t", "i", "f", "y", "z", "a", "o");
    }

    @Test
    void at_isEmptyWhenNothingIsThereOrItIsAnotherKind() {
        JsonValue value = JsonReader.read(EVERY_KIND);

        assertThat(value.at("no").at("such").text()).isEmpty();
        assertThat(value.at("no").isPresent()).isFalse();
        assertThat(value.at("z").isPresent()).isTrue();
        assertThat(value.at("i").text()).isEmpty();
        assertThat(value.at("t").number()).isEmpty();
        assertThat(value.at("f").number()).isEmpty();
        assertThat(value.at("t").flag()).isEmpty();
        assertThat(value.at("o").elements()).isEmpty();
        assertThat(value.at("a").members()).isEmpty();
    }

    @Test
    void number_isEmptyWhenItDoesNotFit() {
        assertThat(JsonReader.read("9223372036854775807").number()).hasValue(Long.MAX_VALUE);
        assertThat(JsonReader.read("9223372036854775808").number()).isEmpty();
    }

    @Test
    void read_takesABytesRangeAndForgivesABrokenEncoding() {
        byte[] bytes = "xx{\"t\":\"?\"}yy".getBytes(StandardCharsets.UTF_8);
        bytes[8] = (byte) 0xe9;

        assertThat(JsonReader.read(bytes, 2, bytes.length - 2).at("t").text()).contains("\ufffd");
    }

    @Test
    void readPrefix_takesTheLastOfTwoMembersOfOneName() {
        assertThat(JsonReader.readPrefix("{\"a\": 1, \"a\": 2} more").value()).isEqualTo(JsonReader.read("{\"a\": 2}"));
    }

    @Test
    void read_takesOneNameInSeveralObjects() {
        assertThat(JsonReader.read("[{\"a\": {\"a\": 1}}, {\"a\": 2}]").elements())
                .hasSize(2);
    }

    @Test
    void readPrefix_tellsWhereTheValueEnds() {
        assertThat(JsonReader.readPrefix("{\"a\": \"}\"}] len=3"))
                .isEqualTo(new Prefix(JsonReader.read("{\"a\":\"}\"}"), 10));
        assertThat(JsonReader.readPrefix("\"ab\" c").end()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '|',
            value = {
                "{\"a\": x}   | 6  | \"x}\"                | JSON                     | false",
                "{\"é\": x}   | 7  | \"x}\"                | JSON                     | false",
                "{\"a\": 1    | 7  | the end of the text   | the rest of a JSON value | true",
                "{\"a         | 3  | the end of the text   | the rest of a JSON value | true",
                "[1,2         | 4  | the end of the text   | the rest of a JSON value | true",
                "{} {}        | 3  | \"{}\"                | the end of the text      | false",
                "{'a': 1}     | 1  | \"'a': 1}\"           | JSON                     | false",
                "nul          | 0  | \"nul\"               | JSON                     | false",
                "{\"é\": {\"b\": 1, \"b\": 1}} | 16 | \"b\" a second time | each name of an object once | false",
            })
    void read_saysWhereAndWhatWhenItIsNoJson(String text, int offset, String found, String expected, boolean cut) {
        MalformedJsonException wrong = catchThrowableOfType(MalformedJsonException.class, () -> JsonReader.read(text));

        assertThat(wrong.offset()).isEqualTo(offset);
        assertThat(wrong.found()).isEqualTo(found);
        assertThat(wrong.expected()).isEqualTo(expected);
        assertThat(wrong.isCut()).isEqualTo(cut);
    }

    @Test
    void read_isBounded() {
        String deepest = "[".repeat(JsonReader.DEPTH_MAX) + "]".repeat(JsonReader.DEPTH_MAX);
        assertThat(JsonReader.read(deepest).elements()).hasSize(1);
        assertRefused("[" + deepest + "]");
        assertRefused("[".repeat(100_000));
        assertThat(JsonReader.read("1".repeat(JsonReader.NUMBER_LENGTH_MAX)).isPresent())
                .isTrue();
        assertRefused("1".repeat(JsonReader.NUMBER_LENGTH_MAX + 1));
        assertRefused('"' + "a".repeat(JsonReader.LENGTH_MAX) + '"');
        assertRefused("");
        assertRefused("  ");
    }

    private static void assertRefused(String text) {
        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> JsonReader.read(text)))
                .hasMessageContaining("at byte")
                .hasMessageContaining("expected");
    }

    @Test
    void read_throwsNothingElseWhateverItIsGiven() {
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            char[] text = EVERY_KIND.toCharArray();
            for (int i = random.nextInt(4); i >= 0; i--) {
                text[random.nextInt(text.length)] = (char) random.nextInt(random.nextBoolean() ? 128 : 65536);
            }
            try {
                assertThat(JsonReader.read(new String(text)).isPresent()).isTrue();
            } catch (MalformedJsonException expected) {
                refused++;
                assertThat(expected.offset())
                        .as("seed %d, round %d", SEED, round)
                        .isNotNegative();
            }
        }
        assertThat(refused).isBetween(5_000, 19_999);
    }
}
