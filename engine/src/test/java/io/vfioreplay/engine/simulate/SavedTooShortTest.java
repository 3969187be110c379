package io.vfioreplay.engine.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.engine.postmortem.Postmortem;
import io.vfioreplay.engine.postmortem.Postmortem.Cause;
import io.vfioreplay.engine.postmortem.Verdict;
import io.vfioreplay.hardware.migration.Protocol;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A save that was ended too early breaks the rule of its own protocol, once, whatever became of the migration. */
final class SavedTooShortTest {

    private static final int SEEDS = 24;
    private static final List<String> END_RULES = List.of("R-17", "R-97");

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void finding_isOfTheRuleThatBindsTheProtocol(Protocol protocol) {
        Wishes wishes = new Wishes(
                Optional.of(protocol), OptionalInt.of(1), Optional.empty(), Optional.of(Fault.SAVE_LEFT_EARLY));
        String rule = protocol == Protocol.V2 ? "R-97" : "R-17";
        Set<Verdict> decided = EnumSet.noneOf(Verdict.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            Postmortem postmortem =
                    Trial.of(Simulation.run(Scenarios.of(seed, wishes))).postmortem();
            if (isCause(postmortem, rule)) {
                decided.add(postmortem.verdict());
                assertThat(postmortem.findings())
                        .as("seed %d", seed)
                        .extracting(finding -> finding.rule().id())
                        .filteredOn(END_RULES::contains)
                        .containsExactly(rule);
            } else {
                assertThat(END_RULES).as("seed %d", seed).noneMatch(other -> isCause(postmortem, other));
            }
        }
        assertThat(decided).contains(Verdict.FAILED);
    }

    private static boolean isCause(Postmortem postmortem, String rule) {
        return postmortem.cause().flatMap(Cause::rule).filter(rule::equals).isPresent();
    }
}
