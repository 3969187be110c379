package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command line that cannot be understood. */
final class UsageComplaintTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postmortem --timlien x | Unknown option: '--timlien'; did you mean "--timeline"?
                    dump --filtr=x a       | Unknown option: '--filtr'; did you mean "--filter"?
                    postmortem --notse     | Unknown option: '--notse'; did you mean "--notes"?
                    dump a --zzzzzzzz      | Unknown option: '--zzzzzzzz'
                    dump a -Q              | Unknown option: '-Q'
                    dump                   | Missing required parameter: 'JOURNAL'
                    simulate --seed x      | Invalid value for option '--seed': 'x' is no whole number
                    """)
    void usage_namesWhatIsWrong(String line, String complaint) {
        ToolRun run = ToolRun.of((Object[]) line.split(" ", -1));
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().findFirst()).hasValue("vfio-replay: " + complaint);
    }

    @Test
    void help_isTheOption() {
        assertThat(ToolRun.of("help").out()).isEqualTo(ToolRun.of("--help").out());
        assertThat(ToolRun.of("help", "check").out())
                .isEqualTo(ToolRun.of("check", "--help").out())
                .startsWith("Usage: vfio-replay check");
        assertThat(ToolRun.of("help", "chekc").err()).contains("did you mean \"check\"?");
    }
}
