package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.tool.text.Palette;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HelpLinesTest {

    private static final int WIDTH = 40;

    @Test
    void fitted_leavesProseAndWhatFits() {
        String prose = "Prose that is longer than forty columns is for picocli to fit.";
        assertThat(fitted(prose)).containsExactly(prose);
        assertThat(fitted("  vfio-replay info source.vfj")).containsExactly("  vfio-replay info source.vfj");
    }

    @Test
    void fitted_keepsTheColumnsOfATable() {
        assertThat(fitted("  phase  state   the state before the event; the one that it carries"))
                .containsExactly(
                        "  phase  state   the state before the", //
                        "                 event; the one that it",
                        "                 carries");
    }

    @Test
    void fitted_putsWhatIsSaidOfACommandBelowItWhenThereIsNoRoomBeside() {
        assertThat(fitted("  vfio-replay pack source.vfj   what is said of it"))
                .containsExactly("  vfio-replay pack source.vfj", "      what is said of it");
    }

    @Test
    void fitted_breaksACommandAsAShellReadsIt() {
        assertThat(fitted("  vfio-replay query source.pcap 'kind == mmioRead and errno != OK' --count"))
                .containsExactly(
                        "  vfio-replay query source.pcap \\", //
                        "      'kind == mmioRead and errno != OK' \\",
                        "      --count");
        assertThat(fitted("  vfio-replay check source.vfj --json --junit rules.xml"))
                .containsExactly(
                        "  vfio-replay check source.vfj --json \\", //
                        "      --junit rules.xml");
    }

    @Test
    void fitted_leavesAWordThatIsLongerThanTheLine() {
        String quoted = "'" + "SELECT 1, ".repeat(5) + "2'";
        assertThat(fitted("  vfio-replay sql source.vfj " + quoted))
                .containsExactly("  vfio-replay sql source.vfj \\", "      " + quoted);
    }

    @Test
    void fitted_hangsOtherLines() {
        assertThat(fitted("  and every other field that dump shows, by name"))
                .containsExactly("  and every other field that dump", "    shows, by name");
    }

    @ParameterizedTest
    @CsvSource({"80, 80", "120, 100", "20, 55", "0, 80", "x, 80", "99999, 80", "'', 80"})
    void width_isThatOfTheTerminalWithinWhatIsGoodToRead(String columns, int width) {
        assertThat(HelpWidth.of(columns, Palette.ANY)).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"80, 80", "120, 100", "20, 55"})
    void width_isThatOfTheTerminalWhereTheEnvironmentSaysNothing(int terminal, int width) {
        assertThat(HelpWidth.of(null, terminal)).isEqualTo(width);
        assertThat(HelpWidth.of("90", terminal)).isEqualTo(90);
    }

    private static List<String> fitted(String line) {
        return HelpLines.fitted(line, WIDTH);
    }
}
