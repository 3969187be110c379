package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs on journals of earlier formats: the golden ones of the engine's tests. */
final class OldJournalsTest {

    private static final Path GOLDEN = Path.of("..", "engine", "src", "test", "resources", "golden");

    @ParameterizedTest
    @ValueSource(strings = {"every-kind-1", "unsealed-1", "qemu-1", "format-1"})
    void verbs_answerForAnOldJournalAsForANewOne(String name) {
        Path journal = GOLDEN.resolve(name + ".vfj");

        assertThat(ToolRun.of("info", journal).code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(ToolRun.of("replay", journal).code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(ToolRun.of("diff", journal, journal).code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(ToolRun.of("check", journal).code()).isLessThan(ExitCode.UNUSABLE);
        assertThat(ToolRun.of("postmortem", journal).code()).isLessThan(ExitCode.UNUSABLE);
        assertThat(ToolRun.of("query", journal, "kind == deviceStateSet").out()).contains("deviceStateSet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"every-kind-1", "qemu-1", "format-1"})
    void dump_printsAnOldJournalAsItAlwaysDid(String name) {
        ToolRun dump = ToolRun.of("dump", GOLDEN.resolve(name + ".vfj"));

        assertThat(dump.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        Golden.assertMatches("dump-" + name + ".txt", dump.out());
    }

    @Test
    void dump_printsAnUnsealedJournalAsTheSealedOne() {
        assertThat(ToolRun.of("dump", GOLDEN.resolve("unsealed-1.vfj")).out())
                .isEqualTo(
                        ToolRun.of("dump", GOLDEN.resolve("every-kind-1.vfj")).out());
    }

    @ParameterizedTest
    @CsvSource({"every-kind-1, 0", "qemu-1, 0", "format-1, 0", "unsealed-1, 1"})
    void verify_findsInAnOldJournalWhatItFoundThen(String name, int code) {
        assertThat(ToolRun.of("verify", GOLDEN.resolve(name + ".vfj")).code()).isEqualTo(code);
    }
}
