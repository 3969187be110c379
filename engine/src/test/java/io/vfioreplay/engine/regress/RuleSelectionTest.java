package io.vfioreplay.engine.regress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleSelectionTest {

    @TempDir
    private Path temp;

    @Test
    void parse_takesIdsAndRangesAndLeavesOut() {
        assertThat(RuleSelection.parse("R-01..R-04, C-01,-R-02").ids()).containsExactly("C-01", "R-01", "R-03", "R-04");
    }

    @Test
    void parse_beginsWithAllWhereItOnlyLeavesOut() {
        RuleSelection most = RuleSelection.parse("-R-97,-M");
        assertThat(most.ids())
                .contains("R-01", "C-01")
                .doesNotContain("R-97", "M-01")
                .hasSizeLessThan(RuleSelection.ALL.ids().size());
    }

    @Test
    void parse_readsTheLinesOfAFile() throws IOException {
        Path file = temp.resolve("known.txt");
        Files.writeString(file, "R-01  # known\n\n# nothing\nC-01\n");
        assertThat(RuleSelection.parse("@" + file).ids()).containsExactly("C-01", "R-01");
        assertThat(RuleSelection.parse("-@" + file).ids()).doesNotContain("C-01", "R-01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"R-999", "R-65..R-01", "X", "R-01..R-999", "R-01,-R-01"})
    void parse_refusesWhatNamesNoRule(String list) {
        assertThatThrownBy(() -> RuleSelection.parse(list)).isInstanceOf(UnusableCasesException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "R-97 or M-09, 'R-97,M-09', true",
        "R-97 or M-09, R-97, false",
        "R-97 or M-09, M-09, false",
        "R-97 or M-09, R-01, false",
        "R-97 or R-999, R-97, true"
    })
    void has_takesADemandWithAllOfItsRules(String demand, String list, boolean isTaken) {
        Fact fact = Fact.of(Fact.MIGRATION, Aspect.FINDINGS, demand);
        assertThat(RuleSelection.parse(list).has(fact)).isEqualTo(isTaken);
    }
}
