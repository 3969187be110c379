package io.vfioreplay.hardware.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.event.EventSink;
import io.vfioreplay.hardware.event.Stamp;
import io.vfioreplay.hardware.migration.StateV2;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleCheckerTest {

    static Stream<RuleScripts.Case> cases() {
        return RuleScripts.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void checker_reportsTheRuleWhenTheSequenceBreaksIt(RuleScripts.Case row) {
        assertThat(row.breach().findings())
                .extracting(finding -> finding.rule().id())
                .contains(row.id());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void checker_doesNotReportTheRuleOnItsTwin(RuleScripts.Case row) {
        assertThat(row.twin().findings())
                .extracting(finding -> finding.rule().id())
                .doesNotContain(row.id());
    }

    @Test
    void scripts_coverEveryRuleThatFires() {
        TreeSet<String> missing = new TreeSet<>();
        RuleBook.rules().stream()
                .filter(rule -> rule.kind() == RuleKind.CHECKED && !rule.equals(RecordingRules.C_16))
                .forEach(rule -> missing.add(rule.id()));
        RuleScripts.all().forEach(row -> missing.remove(row.id()));

        assertThat(missing).as("rules that fire and have no sequence").isEmpty();
    }

    @Test
    void finding_namesItsEventDeviceStatesAndNumbers() {
        List<Finding> findings = Script.socket().set(StateV2.STOP).mmio(1).findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).position()).isEqualTo(2);
        assertThat(findings.get(0).device()).isZero();
        assertThat(findings.get(0).message()).isEqualTo("the VMM touched region 1 at 0x0 in STOP; expected nobody to");
    }

    @Test
    void checker_countsInsteadOfReportingWhenOneRuleIsBrokenVeryOften() {
        List<Finding> findings = new ArrayList<>();
        RuleChecker checker = RuleChecker.ofVfioUser(findings::add);
        for (int i = 0; i < 1000; i++) {
            checker.events().migrationFeaturesRead(Stamp.at(i, 0), 2);
        }

        assertThat(findings).hasSize(Reports.PER_RULE_AND_DEVICE_MAX);
        assertThat(checker.suppressedFindings()).isEqualTo(1000 - Reports.PER_RULE_AND_DEVICE_MAX);
    }

    @Test
    void checker_saysOnceMoreThatDevicesAreNotWatchedWhenThereAreTooMany() {
        List<Finding> findings = new ArrayList<>();
        RuleChecker checker = RuleChecker.ofVfioUser(findings::add);
        for (int device = 0; device < 2 * Watch.DEVICES_MAX; device++) {
            checker.events().deviceStateSet(Stamp.at(0, device), StateV2.STOP.asDeviceState(), EventSink.NO_DATA_FD);
        }

        assertThat(findings).hasSize(Reports.PER_RULE_AND_DEVICE_MAX);
        assertThat(findings).allMatch(finding -> finding.rule().equals(RecordingRules.C_16));
    }
}
