package io.vfioreplay.tool.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.text.Palette;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private static final List<String> PARTS =
            List.of("source position 16 of 0..50", "RESUMING", "+0.004843 s", "32.0 %", "a-long-name.vfj");

    @Test
    void of_showsAllWhereThereIsRoom() {
        assertThat(StatusLine.of(PARTS, 200, Palette.PLAIN).toString().strip())
                .isEqualTo("source position 16 of 0..50 | RESUMING | +0.004843 s | 32.0 % | a-long-name.vfj");
    }

    @Test
    void of_leavesOutTheLastPartsWhereThereIsNone() {
        assertThat(StatusLine.of(PARTS, 60, Palette.PLAIN).toString())
                .startsWith(" source position 16 of 0..50 | RESUMING | +0.004843 s  ")
                .hasSize(59);
    }

    @Test
    void of_neverFillsTheLastColumn() {
        for (int width = 10; width < 120; width++) {
            assertThat(StatusLine.of(PARTS, width, Palette.COLOUR).columnLength())
                    .isLessThan(width);
        }
    }
}
