package io.vfioreplay.hardware.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vfioreplay.hardware.migration.Protocol;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleBookTest {

    @Test
    void rules_listEveryRuleOfTheProtocolsInOrder() {
        assertThat(RuleBook.rules().stream().map(Rule::id).filter(id -> id.startsWith("R-")))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 132)
                        .mapToObj("R-%02d"::formatted)
                        .toList());
    }

    @Test
    void rules_haveUniqueIdsAndWholeTexts() {
        assertThat(RuleBook.rules()).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(RuleBook.rules()).extracting(Rule::title).doesNotHaveDuplicates();
        assertThat(RuleBook.rules()).allSatisfy(rule -> {
            assertThat(rule.explanation()).as(rule.id()).endsWith(".").hasSizeGreaterThan(60);
            assertThat(rule.title()).as(rule.id()).doesNotEndWith(".");
            assertThat(rule.source()).as(rule.id()).isNotBlank();
        });
    }

    @Test
    void rule_failsWithTheIdWhenThereIsNone() {
        assertThatThrownBy(() -> RuleBook.rule("R-999")).hasMessageContaining("R-999");
    }

    @Test
    void notObservable_holdsTheRulesAboutDescriptorsOnVfioUser() {
        assertThat(RuleBook.notObservableWith(Visibility.vfioUser()))
                .extracting(Rule::id)
                .contains("R-88", "R-90", "R-101", "R-108", "R-116", "R-70", "R-110")
                .doesNotContain("R-97", "R-75", "R-84", "C-01");
    }

    @Test
    void observability_coversEveryDemandOnceWhateverIsVisible() {
        for (Set<Visibility> visible :
                Set.of(Visibility.vfioUser(), EnumSet.allOf(Visibility.class), EnumSet.noneOf(Visibility.class))) {
            assertThat(RuleBook.observableWith(visible))
                    .doesNotContainAnyElementsOf(RuleBook.notObservableWith(visible));
            assertThat(RuleBook.observableWith(visible).size()
                            + RuleBook.notObservableWith(visible).size())
                    .isEqualTo(RuleBook.rules().stream()
                            .filter(rule -> rule.kind() != RuleKind.NOT_A_RULE
                                    && rule.kind() != RuleKind.ADVICE
                                    && rule.kind() != RuleKind.PROFILE)
                            .count());
        }
    }

    @Test
    void binds_partsTheRulesOfV1FromThoseOfV2() {
        assertThat(bound(Protocol.V1_RFC2))
                .contains("R-01", "R-65", "R-117", "R-123", "C-01", "M-01")
                .doesNotContain("R-66", "R-116", "R-124", "R-132");
        assertThat(bound(Protocol.V2))
                .contains("R-66", "R-116", "R-117", "R-124", "R-132", "C-01", "M-01")
                .doesNotContain("R-01", "R-65", "R-123");
    }

    private static List<String> bound(Protocol protocol) {
        return RuleBook.rules().stream()
                .filter(rule -> RuleBook.binds(rule, protocol))
                .map(Rule::id)
                .toList();
    }
}
