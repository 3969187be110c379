package io.vfioreplay.engine.regress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person may do to an expectation with an editor, and what is said of it. */
final class ExpectationReaderTest {

    @TempDir
    private Path temp;

    private Path file = Path.of("");
    private Observation written = Observation.now(new TreeMap<>());

    @BeforeEach
    void write() {
        file = temp.resolve("one.expected.json");
        written = Observation.now(new TreeMap<>(Map.of(
                Fact.of(Fact.MIGRATION, Aspect.VERDICT, "verdict"),
                "failed",
                new Fact(Fact.SOURCE, Aspect.FINDINGS, 98, "R-78"),
                "warning",
                new Fact(Fact.SOURCE, Aspect.DIGESTS, 112, ""),
                "00ff",
                Fact.of(Fact.SOURCE, Aspect.STATE, "device0/state"),
                "STOP",
                Fact.of(Fact.RECORDING, Aspect.RECORDING, "0x10 \"quoted\" \u00fc\n"),
                "")));
        ExpectationFile.write(file, written);
    }

    @Test
    void read_givesWhatWasWritten() {
        assertThat(new ExpectationReader(file).read()).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"failed\"'        | failed               | line 7: found",
                "'\"failed\"'        | 5                    | migration.verdict.verdict: found the number 5, expected a text",
                "'\"failed\"'        | true                 | migration.verdict.verdict: found true, expected a text",
                "'\"failed\"'        | null                 | migration.verdict.verdict: found null, expected a text",
                "'\"failed\"'        | []                   | migration.verdict.verdict: found an array, expected a text",
                "'\"failed\"'        | {}                   | migration.verdict.verdict: found an object, expected a text",
                "'\"migration\"'     | '\"migratoin\"'      | at the top: found \"migratoin\", expected \"migration\"",
                "'\"migration\"'     | '\"x\"'              | expected one of migration, source, destination, recording",
                "'\"findings\"'      | '\"finding\"'        | source: found \"finding\", expected \"findings\"",
                "'\"findings\" : {'  | '\"findings\" : \"none\", \"stream\" : {' | source.findings: found the text \"none\", expected an object",
                "'\"98 R-78\"'       | '\"98\"'             | source.findings: found \"98\", expected a name",
                "'\"98 R-78\"'       | '\"\"'               | source.findings: found \"\", expected a name",
                "'\"98 R-78\"'       | '\"98 R-78\" : \"error\", \"98 R-78\"' | line 12: found \"98 R-78\" a second time, expected each name",
                "'\"98 R-78\"'       | '\"098 R-78\" : \"error\", \"98 R-78\"' | source.findings: found \"98 R-78\" a second time, expected each fact",
                "'\"112\"'           | '\"112 and more\"'   | source.digests: found \"112 and more\", expected a position alone",
                "'\"112\"'           | '\"last\"'           | source.digests: found \"last\", expected a position alone",
                "'\"model\" : \"observed-1\",' | ''           | model: found nothing, expected a text",
                "'\"migration\" : {'  | '\"migration\" : { \"findings\" : { \"R-97 or M-09\" : \"at least two\" },' | migration.findings.R-97 or M-09: found the text \"at least two\", expected \"at least one\"",
                "'expectation 1'     | 'expectation 2'      | another version of vfio-replay wrote it",
                "'expectation 1'     | 'simulation 1'       | format: found \"vfio-replay simulation 1\""
            })
    void read_saysWhatWasFoundWhereAndWhatToDo(String accepted, String edited, String told) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(accepted);
        Files.writeString(file, text.replace(accepted, edited));
        assertThatThrownBy(() -> new ExpectationReader(file).read())
                .isInstanceOf(UnusableExpectationException.class)
                .hasMessageStartingWith(file + ", ")
                .hasMessageContaining(told)
                .hasMessageContaining("regress --accept");
    }

    @Test
    void read_refusesWhatIsTooLong() throws IOException {
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> new ExpectationReader(file).read())
                .hasMessageContaining("found 1048577 bytes, expected at most 1048576 bytes");
    }
}
