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

    /** Whoever changes what a check finds raises the generation by hand; this line is then changed with it. */
    @Test
    void version_isTheOneThatExpectationsWereWrittenWith() {
        assertThat(RuleBook.version()).isEqualTo("rules-1-fc073a9340c1");
        assertThat(RuleBook.version(RuleBook.rules())).isEqualTo(RuleBook.version());
    }

    @Test
    void version_changesWithWhatARuleFindsAndNotWithItsWords() {
        Rule rule = RuleBook.rule("R-97");
        String before = RuleBook.version(List.of(rule));
        assertThat(List.of(
                        changed(rule, Severity.NOTE, "title", rule.needs(), rule.kind()),
                        changed(rule, rule.severity(), rule.title(), Set.of(Visibility.VCPUS), rule.kind()),
                        changed(rule, rule.severity(), rule.title(), rule.needs(), RuleKind.ADVICE)))
                .allSatisfy(
                        other -> assertThat(RuleBook.version(List.of(other))).isNotEqualTo(before));
        assertThat(RuleBook.version(List.of(changed(rule, rule.severity(), "title", rule.needs(), rule.kind()))))
                .isEqualTo(before);
    }

    private static Rule changed(Rule rule, Severity severity, String title, Set<Visibility> needs, RuleKind kind) {
        return new Rule(rule.id(), severity, title, rule.explanation(), rule.source(), needs, kind);
    }

    private static List<String> bound(Protocol protocol) {
        return RuleBook.rules().stream()
                .filter(rule -> RuleBook.binds(rule, protocol))
                .map(Rule::id)
                .toList();
    }
}
