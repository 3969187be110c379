package io.vfioreplay.tool.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.text.Palette;
import io.vfioreplay.tool.text.Palette.Role;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class FoldingTest {

    private static final String EVENT =
            "=>      16     +0.004843 d0   migrationDataWritten data=0x000000006b038a7b  20.9 us  #30";

    @Test
    void of_leavesWhatFits() {
        assertThat(Folding.of(EVENT, 100)).containsExactly(EVENT);
    }

    @Test
    void of_breaksAnEventBetweenGroupsAndIndentsTheRest() {
        assertThat(Folding.of(EVENT, 80))
                .containsExactly(
                        "=>      16     +0.004843 d0   migrationDataWritten data=0x000000006b038a7b",
                        "            20.9 us  #30");
    }

    @Test
    void of_breaksSentencesBetweenWords() {
        assertThat(Folding.of("one two three four five six seven eight nine ten eleven", 43))
                .containsExactly("one two three four five six seven eight", "  nine ten eleven");
    }

    @Test
    void of_breaksAWordThatFitsNowhere() {
        assertThat(Folding.of("x".repeat(100), 60)).containsExactly("x".repeat(60), "  " + "x".repeat(40));
    }

    @Test
    void of_keepsColours() {
        List<String> rows = Folding.of(Palette.COLOUR.paint(Role.BAD, EVENT), 80);
        assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(row).contains("\u001b["));
        assertThat(AttributedString.stripAnsi(rows.get(1))).isEqualTo("            20.9 us  #30");
    }
}
