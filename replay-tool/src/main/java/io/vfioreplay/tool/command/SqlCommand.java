package io.vfioreplay.tool.command;

import io.vfioreplay.engine.sql.SqlDatabase;
import io.vfioreplay.engine.sql.SqlRows;
import io.vfioreplay.journal.format.SystemReason;
import io.vfioreplay.tool.json.SqlJson;
import io.vfioreplay.tool.text.SqlCsv;
import io.vfioreplay.tool.text.SqlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql}: a journal, or both sides of a migration, as tables. */
@Command(
        name = "sql",
        description = {
            "Ask in SQL, in the dialect of DuckDB, about events, findings, devices, phases and the journal itself.",
            "",
            "The table events has a column for each field by its name, NULL where an event does not have it; --tables lists them."
                    + " What is NULL was not observed. \"offset\" is a word of SQL and needs the double quotes.",
            "A query reads the journal and nothing else: no file, no network, no extension."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay sql source.pcap 'SELECT kind, count(*) FROM events GROUP BY kind ORDER BY 2 DESC'",
            "  vfio-replay sql source.pcap 'SELECT state, duration_ns / 1e6 AS ms FROM phases'",
            "  vfio-replay sql source.pcap --destination destination.pcap 'SELECT side, rule, message FROM findings'",
            "  vfio-replay sql source.pcap --json 'SELECT \"offset\", max(value) FROM events WHERE region = 0 GROUP BY 1'",
            "  vfio-replay sql source.pcap --tables",
            "",
            "Exit codes: 0 the query was answered, 1 so it was but for damage that was passed over, 2 the query or the journal"
                    + " cannot be read."
        })
final class SqlCommand implements Callable<Integer> {

    private static final int ROWS_DEFAULT = 200;

    private final Console console;

    @Parameters(index = "0", paramLabel = "JOURNAL", description = "A journal or a capture.")
    private Path source = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "QUERY", description = "In quotes, for example 'SELECT ...'.")
    private @Nullable String query;

    @Option(
            names = "--destination",
            paramLabel = "JOURNAL",
            description = "The other side: every table then has a column side, \"source\" or \"destination\".")
    private @Nullable Path destination;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Read the query from a file.")
    private @Nullable Path file;

    @Option(names = "--tables", description = "List the tables with their columns and types.")
    private boolean tables;

    @Option(
            names = {"-n", "--rows"},
            paramLabel = "N",
            description = "How many rows the text shows at most; ${DEFAULT-VALUE} unless given.")
    private int rows = ROWS_DEFAULT;

    @ArgGroup
    private Format format = new Format();

    @Option(names = "--skip-damage", description = "Go on behind damaged places of the journal, and list them.")
    private boolean skipDamage;

    SqlCommand(Console console) {
        this.console = console;
    }

    /** For programs rather than people: one of the two. */
    private static final class Format {
        @Option(
                names = "--json",
                description = "One JSON document on standard output: {\"columns\": [...], \"rows\": [...]}.")
        private boolean json;

        @Option(
                names = "--csv",
                description =
                        "Comma-separated values with a head line, as in RFC 4180. A text that begins with = + - or @ gets an"
                                + " apostrophe in front, so that no spreadsheet takes it for a formula.")
        private boolean csv;
    }

    @Override
    public Integer call() {
        if (rows < 0) {
            throw new UnusableException("--rows " + rows + " is less than nothing; expected 0 or more");
        }
        String sql = tables ? "" : sql();
        try (Opened first = Opened.open(console, source, skipDamage)) {
            if (destination == null) {
                try (SqlDatabase database = SqlDatabase.of(first.timeline())) {
                    answer(database, sql);
                }
                return first.reportDamage(console);
            }
            try (Opened second = Opened.open(console, destination, skipDamage)) {
                try (SqlDatabase database = SqlDatabase.ofBoth(first.timeline(), second.timeline())) {
                    answer(database, sql);
                }
                return Math.max(first.reportDamage(console), second.reportDamage(console));
            }
        }
    }

    private String sql() {
        if ((query == null) == (file == null)) {
            throw new UnusableException(
                    "expected one query: 'SELECT ...' or --file FILE; --tables shows what can be asked about");
        }
        if (file == null) {
            return String.valueOf(query);
        }
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UnusableException("cannot read the query in " + file + " (" + SystemReason.of(failed)
                    + "); expected a text file with one query");
        }
    }

    private void answer(SqlDatabase database, String sql) {
        if (tables) {
            SqlText.tables(database.describe()).forEach(console::line);
            return;
        }
        try (SqlRows found = database.query(sql)) {
            if (format.json) {
                SqlJson.write(console.out(), found);
            } else if (format.csv) {
                console.verbatim(SqlCsv.head(found.columns()));
                while (found.next()) {
                    console.verbatim(SqlCsv.line(row(found)));
                }
            } else {
                print(found);
            }
        }
    }

    /** So many rows have to be seen before it is known how wide a column must be. */
    private void print(SqlRows found) {
        List<List<@Nullable Object>> seen = new ArrayList<>();
        boolean hasMore = found.next();
        while (hasMore && seen.size() < rows) {
            seen.add(row(found));
            hasMore = found.next();
        }
        SqlText.rows(found, seen, console.palette()).forEach(console::line);
        if (hasMore) {
            console.line("and more: these are the first " + rows + " rows; -n N shows more, --csv and --json show all");
        }
    }

    private static List<@Nullable Object> row(SqlRows found) {
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < found.columns().size(); i++) {
            row.add(found.value(i));
        }
        return row;
    }
}
