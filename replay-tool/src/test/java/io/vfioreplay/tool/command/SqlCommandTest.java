package io.vfioreplay.tool.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb on the recordings of the demo. */
final class SqlCommandTest {

    @TempDir
    private Path temp;

    private Path source = Path.of("");
    private Path destination = Path.of("");

    @BeforeEach
    void saveDemo() {
        assertThat(ToolRun.of("demo", "--save", temp, "--json").code()).isEqualTo(ExitCode.NOTHING_FOUND);
        source = temp.resolve("source.pcap.gz");
        destination = temp.resolve("destination.pcap.gz");
    }

    @Test
    void sql_showsATableOfOneSide() {
        ToolRun run = ToolRun.of(
                "sql",
                source,
                "SELECT kind, count(*) AS n, min(position) AS first FROM events GROUP BY kind ORDER BY n DESC, kind LIMIT 3");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(run.out().lines())
                .containsExactly(
                        "kind                 n  first",
                        "migrationDataRead   25     85",
                        "dirtyPagesReported  16     58",
                        "dmaMapped           16     17");
    }

    @Test
    void sql_showsBothSidesAndWrapsTheLastColumn() {
        ToolRun run = ToolRun.of(
                "sql", source, "--destination", destination, "SELECT side, rule, position, message FROM findings");
        assertThat(run.out().lines())
                .containsExactly(
                        "side         rule  position  message",
                        "source       R-73         3  an access to region 3735928559 at 0x0 was refused",
                        "                             in RUNNING with EINVAL; expected an answer",
                        "source       R-87        84  PRE_COPY was requested and the migration features",
                        "                             were never read before",
                        "destination  R-75        18  the VMM touched region 1 at 0x0 in STOP; expected",
                        "                             nobody to");
    }

    @Test
    void sql_showsAListForEachRowWhenATableIsTooWide() {
        ToolRun run = ToolRun.of("sql", source, "FROM events WHERE kind = 'deviceStateSet' LIMIT 1");
        assertThat(run.out().lines())
                .startsWith("row 1", "  position      84")
                .contains("  kind          deviceStateSet", "  state         v2:PRE_COPY")
                .noneMatch(line -> line.contains("NULL"));
    }

    @Test
    void sql_boundsTheRowsOfTheText() {
        ToolRun run = ToolRun.of("sql", source, "-n", "2", "SELECT position FROM events");
        assertThat(run.out().lines()).hasSize(4).last().asString().contains("first 2 rows");
    }

    @Test
    void sql_writesOneJsonDocument() {
        ToolRun run = ToolRun.of(
                "sql", source, "--json", "SELECT position, text, 18446744073709551615 AS most FROM events LIMIT 1");
        assertThat(run.code()).isEqualTo(ExitCode.NOTHING_FOUND);
        assertThat(run.out().replaceAll("\\s+", ""))
                .isEqualTo("{\"columns\":[\"position\",\"text\",\"most\"],"
                        + "\"rows\":[[0,\"connection0\",18446744073709551615]]}");
    }

    @Test
    void sql_writesCsvWithQuotesWhereTheyAreNeeded() {
        ToolRun run = ToolRun.of("sql", source, "--csv", "SELECT 'a,\"b' AS \"x,y\", NULL AS n, '' AS e, 1 AS one");
        assertThat(run.out()).isEqualToNormalizingNewlines("\"x,y\",n,e,one\n\"a,\"\"b\",,\"\",1\n");
    }

    /** A spreadsheet carries out a text that looks like a formula; numbers and the names of the query are none. */
    @Test
    void sql_writesCsvWithoutFormulas() {
        ToolRun run = ToolRun.of(
                "sql",
                source,
                "--csv",
                "SELECT '=cmd|'' /C calc''!A0' AS \"=a\", '+1' AS b, '-1' AS c, '@x' AS d, chr(9) || '=1' AS e,"
                        + " chr(13) || '=1' AS f, -1 AS g, '1=1' AS h, '=\"a\"' AS i");
        assertThat(run.out())
                .isEqualTo(
                        "=a,b,c,d,e,f,g,h,i\n'=cmd|' /C calc'!A0,'+1,'-1,'@x,'\t=1,\"'\r=1\",-1,1=1,\"'=\"\"a\"\"\"\n");
    }

    @Test
    void sql_readsTheQueryFromAFile() throws IOException {
        Path file = Files.writeString(temp.resolve("query.sql"), "-- how many?\nSELECT count(*) AS n\nFROM events;\n");
        assertThat(ToolRun.of("sql", source, "--file", file).out().lines()).containsExactly("  n", "113");
    }

    @Test
    void sql_makesControlCharactersHarmless() {
        assertThat(ToolRun.of("sql", source, "SELECT chr(27) || '[31m' AS x")
                        .out()
                        .lines())
                .containsExactly("x", "\\u001b[31m");
    }

    @Test
    void sql_saysWhereTheQueryIsWrong() {
        ToolRun run = ToolRun.of("sql", source, "SELECT nothing FROM events");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("vfio-replay: in the query: Binder Error:")
                .contains("LINE 1", "^");
    }

    @Test
    void sql_asksForAQueryWhenThereIsNone() {
        ToolRun run = ToolRun.of("sql", source);
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("--file", "--tables");
    }

    @Test
    void sql_refusesToShowLessThanNoRows() {
        ToolRun run = ToolRun.of("sql", source, "--rows", "-1", "SELECT 1");
        assertThat(run.code()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(run.err()).contains("expected 0 or more");
    }

    @Test
    void sql_listsTheTables() {
        assertThat(ToolRun.of("sql", source, "--tables").out().lines())
                .startsWith("events", "  position        BIGINT", "  time            TIMESTAMP_NS")
                .contains("findings", "devices", "phases", "journal");
    }
}
