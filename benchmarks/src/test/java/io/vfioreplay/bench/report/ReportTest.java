package io.vfioreplay.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vfioreplay.bench.report.Section.Column;
import io.vfioreplay.bench.report.Section.Line;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The same report in three shapes, as they are kept beside this test. */
final class ReportTest {

    @Test
    void text_isTablesWithGoalsBelow() throws IOException {
        assertThat(String.join("\n", ReportText.of(Sample.REPORT)) + "\n").isEqualTo(golden("report.txt"));
    }

    @Test
    void json_hasEveryFigureAsAWholeNumber() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportJson.write(Sample.REPORT, out);
        assertThat(out.toString(StandardCharsets.UTF_8) + "\n").isEqualTo(golden("report.json"));
    }

    @Test
    void plot_isAPictureOfBarsAndCurves() throws IOException {
        assertThat(Plot.of(Sample.REPORT)).isEqualTo(golden("report.svg"));
    }

    @Test
    void plot_canBeDrawnOfNothing() {
        assertThat(Plot.of(new Report(List.of(), List.of(), List.of())))
                .startsWith("<svg")
                .endsWith("</svg>\n");
    }

    @Test
    void goals_areReachedByTheirMedian() {
        assertThat(Goal.ratioAtLeast(5, "", Samples.of(4, 5, 9)).isReached()).isTrue();
        assertThat(Goal.ratioAtLeast(5, "", Samples.of(4, 4.9, 9)).isReached()).isFalse();
        assertThat(Goal.atMost(5, Unit.BYTES, "", Samples.of(5)).isReached()).isTrue();
        assertThat(Goal.atMost(5, Unit.BYTES, "", Samples.of(5.1)).isReached()).isFalse();
        assertThat(Sample.REPORT.goalCount()).isEqualTo(3);
        assertThat(Sample.REPORT.goalsReached()).isEqualTo(2);
    }

    @Test
    void section_refusesALineThatHasNotACellForEachColumn() {
        List<Column> columns = List.of(Column.ofMedians("figure", Unit.BYTES));
        List<Line> lines = List.of(new Line("name", "", List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Section("", "", List.of(), columns, lines, List.of()));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReportTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
