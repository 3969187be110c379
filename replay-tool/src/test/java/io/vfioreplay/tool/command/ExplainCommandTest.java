package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vfioreplay.hardware.migration.DialectV1;
import io.vfioreplay.hardware.migration.FeatureSet;
import io.vfioreplay.hardware.migration.GroupActionV1;
import io.vfioreplay.hardware.migration.PathV2;
import io.vfioreplay.hardware.migration.Protocol;
import io.vfioreplay.hardware.migration.StateV1;
import io.vfioreplay.hardware.migration.StateV2;
import io.vfioreplay.hardware.migration.TransitionsV1;
import io.vfioreplay.hardware.migration.TransitionsV2;
import io.vfioreplay.hardware.migration.WriteV1;
import io.vfioreplay.hardware.rule.Rule;
import io.vfioreplay.hardware.rule.RuleBook;
import io.vfioreplay.hardware.rule.RuleKind;
import io.vfioreplay.tool.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules, transitions and state machines as people and programs get them. */
class ExplainCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain-v2.txt       | explain --protocol v2 --features 7 RUNNING STOP_COPY",
                "explain-v2-all.txt   | explain PRE_COPY STOP_COPY",
                "explain-v1.txt       | explain --protocol v1-rfc2 11 2",
                "explain-v1-load.txt  | explain --protocol v1-rfc3 4 9",
                "explain-v1-bad.txt   | explain --protocol v1-uapi 0x3 0x5",
                "explain-picture.txt  | explain --protocol v1-uapi",
                "explain-R-75.txt     | explain r-75",
                "explain-v1.json      | explain --json --protocol v1-rfc2 11 2",
                "explain-v2.json      | explain --json --protocol v2 --features 7 RUNNING STOP_COPY"
            })
    void explain_printsWhatTheGoldenFileSays(String golden, String line) {
        ToolRun run = ToolRun.of((Object[]) line.split(" ", -1));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        Golden.assertMatches(golden, run.out());
    }

    @ParameterizedTest
    @EnumSource(FeatureSet.class)
    void json_hasThePathOfEveryV2Request(FeatureSet features) {
        for (StateV2 from : StateV2.values()) {
            for (StateV2 to : StateV2.values()) {
                Map<String, @Nullable Object> json =
                        explained("v2", Integer.toString(features.flags()), from.name(), to.name());
                PathV2 path = TransitionsV2.path(features, from, to);
                List<String> states = new ArrayList<>();
                if (path instanceof PathV2.Walked walked) {
                    states.add(from.name());
                    walked.arcs().forEach(arc -> states.add(arc.to().name()));
                }
                String outcome = states.isEmpty() ? "refused" : states.size() == 1 ? "same" : "moved";
                assertThat(json.get("path")).isEqualTo(states);
                assertThat(json.get("outcome")).isEqualTo(outcome);
                assertThat(json.get("errno")).isEqualTo(states.isEmpty() ? 22L : null);
                assertThat(json.get("features")).isEqualTo((long) features.flags());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"v1-uapi, 0", "v1-rfc2, 0", "v1-rfc2, 8", "v1-rfc3, 0", "v1-rfc3, 8"})
    void json_hasTheActionsOfEveryV1Write(String label, String features) {
        DialectV1 full = DialectV1.of(Protocol.ofLabel(label).orElseThrow());
        DialectV1 dialect = features.equals("8") ? full : full.withoutNdma();
        for (int from = 0; from < StateV1.VALUES; from++) {
            for (int to = 0; to < StateV1.VALUES; to++) {
                Map<String, @Nullable Object> json =
                        explained(label, features, Integer.toString(from), "0x" + Integer.toHexString(to));
                WriteV1 write = TransitionsV1.write(dialect, from, to);
                List<String> actions = write instanceof WriteV1.Moved moved
                        ? moved.actions().stream().map(GroupActionV1::label).toList()
                        : List.of();
                assertThat(json.get("actions")).isEqualTo(actions);
                assertThat(json.get("from")).isEqualTo((long) from);
                assertThat(json.get("to")).isEqualTo((long) to);
                List<Long> path = write instanceof WriteV1.Moved moved
                        ? List.of((long) from, (long) moved.next())
                        : write instanceof WriteV1.Same ? List.of((long) from) : List.of();
                assertThat(json.get("path")).isEqualTo(path);
                assertThat(json.get("errno") == null).isEqualTo(!(write instanceof WriteV1.Refused));
            }
        }
    }

    @Test
    void explain_hasAnExampleForEveryRuleThatIsChecked() {
        for (Rule rule : RuleBook.rules()) {
            String text = ToolRun.of("explain", rule.id()).out();
            assertThat(text).startsWith(rule.id() + ": " + rule.title());
            if (rule.kind() == RuleKind.CHECKED && !rule.id().equals("C-16")) {
                assertThat(text).as(rule.id()).contains("breaks it", "keeps it");
            }
        }
    }

    @Test
    void explain_listsAllRulesAsTextAndJson() {
        assertThat(ToolRun.of("explain").out().lines()).hasSize(RuleBook.rules().size());
        assertThat((List<?>)
                        JsonTree.object(ToolRun.of("explain", "--json").out()).get("rules"))
                .hasSize(RuleBook.rules().size());
        assertThat(JsonTree.object(ToolRun.of("explain", "--json", "R-97").out()))
                .containsEntry("id", "R-97");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explain --protocol v3 1 2                  | expected one of v1-uapi, v1-rfc2, v1-rfc3, v2",
                "explain --features 2 RUNNING STOP          | expected 1 (STOP_COPY), 3 (and P2P), 5 (and PRE_COPY) or 7 (all)",
                "explain --protocol v1-uapi --features 8 1 2| expected 0",
                "explain --protocol v1-rfc2 --features 4 1 2| expected 0 or 8 (NDMA)",
                "explain RUNING STOP                        | did you mean RUNNING?",
                "explain --protocol v1-rfc2 RUNNING 2       | expected a number, decimal or with 0x, of 32 bits",
                "explain RUNNING STOP STOP                   | expected a rule's id or two states",
                "explain --markdown R-75                    | --markdown is for the list of rules",
                "explain --features 7 R-75                  | expected two states behind --protocol",
                "explain RX-97                              | did you mean R-97?",
                "explain --json --protocol v2               | give two states"
            })
    void explain_saysWhatItExpectedInstead(String line, String expected) {
        ToolRun run = ToolRun.of((Object[]) line.split(" ", -1));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(expected).hasLineCount(1);
    }

    private static Map<String, @Nullable Object> explained(String protocol, String features, String from, String to) {
        ToolRun run = ToolRun.of("explain", "--json", "--protocol", protocol, "--features", features, from, to);
        assertThat(run.err()).isEmpty();
        Map<String, @Nullable Object> json = JsonTree.object(run.out());
        assertThat(json.keySet())
                .containsExactly("protocol", "features", "from", "to", "outcome", "errno", "path", "actions");
        assertThat(json.get("protocol")).isEqualTo(protocol);
        return json;
    }
}
