package io.vfioreplay.journal.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions come back as they were, and nothing else is taken for one. */
final class DescriptionWireTest {

    private static final Pattern KEY_NEVER = Pattern.compile("[\\x00-\\x1f\"'\\\\]");

    private static final List<String> AWKWARD = List.of(
            "",
            " lead trail ",
            "12",
            "true",
            "null",
            "~",
            "a: b, c # d",
            "# x",
            "!type Foo",
            "{a: 1}",
            "[1]",
            "- x",
            "---",
            "...",
            "'x'",
            "say \"hi\" it's \\ back",
            "a\nb\tc\r",
            "\u0000x",
            "\u0001\u007f\u0085\u2028",
            "ç€😀",
            "\ud800",
            "@x",
            "%x",
            "&x",
            "*x",
            "|",
            ">",
            "?",
            "=",
            "<<",
            "a.0.b",
            "/path/of/file",
            "\\",
            "\"",
            "é: ü",
            "trailing:",
            "tab\t",
            "x\"y",
            "x'y",
            "ı",
            "İ");

    @Test
    void decode_givesBackWhatEncodeTook() {
        TreeMap<String, String> description = new TreeMap<>();
        for (String key : AWKWARD) {
            if (KEY_NEVER.matcher(key).find()) {
                continue;
            }
            for (String value : AWKWARD) {
                description.put(key + "/" + AWKWARD.indexOf(value), value);
            }
            description.put(key, key);
        }

        assertThat(DescriptionWire.decode(DescriptionWire.encode(description))).isEqualTo(description);
    }

    @Test
    void encode_refusesAKeyThatTheLibraryWouldNotReadBack() {
        for (String key : AWKWARD) {
            TreeMap<String, String> description = new TreeMap<>(Map.of(key, "value"));
            if (KEY_NEVER.matcher(key).find()) {
                assertThatThrownBy(() -> DescriptionWire.encode(description))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void encode_givesTextForPeople() {
        TreeMap<String, String> description = new TreeMap<>();
        description.put("capture.0.file", "source.pcap");
        description.put("events", "12");

        assertThat(new String(DescriptionWire.encode(description), StandardCharsets.UTF_8))
                .isEqualTo("capture.0.file: source.pcap\nevents: \"12\"\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "a: b",
                "a: b\nc",
                "a:b\n",
                "a: b\na: c\n",
                "b: x\na: x\n",
                "a: !java.lang.ProcessBuilder {}\n",
                "!type java.io.File\n",
                "a: !!binary x\n",
                "a: {b: c}\n",
                "a: [b]\n",
                "a: @x\n",
                "? a: b\n",
                "a: b # c\n",
                "a: 'b'\n",
                "a: \"b\n",
                "a: \"\\",
                "\n",
                "a: b\n\n",
                "--- !!meta-data\na: b\n",
                "a: 12\n",
                "a: |\n  b\n",
                "a: \"b\" \n",
                " a: b\n",
                "a:  b\n",
                "a: \\\n",
                "a: \"\\u12\"\n"
            })
    void decode_refusesWhatEncodeNeverWrites(String text) {
        assertThatThrownBy(() -> DescriptionWire.decode(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decode_answersAnyBytesWithADescriptionOrARefusal() {
        Random random = new Random(7);
        byte[] good = DescriptionWire.encode(new TreeMap<>(Map.of("key", "some value", "other", "with: \"quotes\"")));
        for (int i = 0; i < 20_000; i++) {
            byte[] text = good.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(128);
            }
            try {
                assertThat(DescriptionWire.encode(DescriptionWire.decode(text))).isEqualTo(text);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageNotContaining("class");
            }
        }
    }
}
