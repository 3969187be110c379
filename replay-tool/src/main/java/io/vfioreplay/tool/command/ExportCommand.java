package io.vfioreplay.tool.command;

import io.vfioreplay.engine.codec.EventDecoder.Range;
import io.vfioreplay.engine.export.Exported;
import io.vfioreplay.engine.export.Selection;
import io.vfioreplay.engine.query.Filter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code export}: journals in the formats of other people's tools. */
@Command(
        name = "export",
        description = {
            "Write a journal in a format that another tool reads.",
            "  perfetto    Chrome trace JSON, for ui.perfetto.dev; both hosts on one clock with --destination",
            "  jsonl       one JSON object an event and line, as \"dump --json\" has them",
            "  pcapng      the vfio-user packets: as they were recorded, or made of the events",
            "  vcd         registers and migration states as waveforms, for GTKWave",
            "  parquet     the events as a table with the columns of \"sql\", for DuckDB, pandas and Spark",
            "  wireshark-dissector    no journal, but the script with which Wireshark reads the packets"
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay export source.pcap --destination destination.pcap --to perfetto -o migration.json",
            "  vfio-replay export source.vfj --to jsonl --filter 'kind == deviceStateSet' | jq .requested",
            "  vfio-replay export source.vfj --to pcapng -o back.pcapng",
            "  vfio-replay export --to wireshark-dissector -o vfio-user.lua",
            "  wireshark -X lua_script:vfio-user.lua back.pcapng",
            "",
            "Exit codes: 0 written, 1 something in the journal is damaged, 2 wrong usage or unreadable input."
        })
final class ExportCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "JOURNAL", description = "A journal or a capture.")
    private @Nullable Path source;

    @Option(
            names = "--destination",
            paramLabel = "JOURNAL",
            description = "The recording of the destination; only for perfetto.")
    private @Nullable Path destination;

    @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "As above.")
    private String format = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "The file to make; must not exist. \"-\", and nothing for text: standard output.")
    private String output = "";

    @Option(
            names = {"-f", "--filter"},
            paramLabel = "FILTER",
            description = "Only events that this is true of; see \"query --help\".")
    private String filter = "";

    @Option(names = "--range", paramLabel = "A-B", description = "Only these positions, both included: 10-20, 10-end.")
    private String range = "";

    @Option(names = "--skip-damage", description = "Go on behind damaged places of the journal, and list them.")
    private boolean skipDamage;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ExportFormat wanted = ExportFormat.of(format);
        if (wanted == ExportFormat.DISSECTOR) {
            ExportTarget.write(console, wanted, output, ExportFormat::writeDissector);
            return ExitCode.NOTHING_FOUND;
        }
        if (source == null) {
            throw new UnusableException("no journal is named; expected: export JOURNAL --to " + wanted.label());
        }
        if (destination != null && wanted != ExportFormat.PERFETTO) {
            throw new UnusableException("--destination is for perfetto; " + wanted.label()
                    + " has one recording in a file: export each by itself");
        }
        Filter parsed = filter.isEmpty() ? Filter.ALL : Filter.parse(filter);
        try (Opened first = Opened.open(console, source, skipDamage)) {
            if (destination == null) {
                return export(wanted, parsed, first, null);
            }
            try (Opened second = Opened.open(console, destination, skipDamage)) {
                return Math.max(export(wanted, parsed, first, second), second.reportDamage(console));
            }
        }
    }

    private int export(ExportFormat wanted, Filter parsed, Opened first, @Nullable Opened second) {
        long count = first.timeline().eventCount();
        Range positions = range.isEmpty() ? Range.ALL : EventOutput.range(range, count);
        Selection selection = new Selection(positions, parsed);
        Exported exported;
        try (ProgressLine progress = new ProgressLine(console, "exporting")) {
            exported = wanted == ExportFormat.PARQUET
                    ? ExportTarget.writeParquet(console, first.timeline(), selection, output)
                    : ExportTarget.write(
                            console,
                            wanted,
                            output,
                            out -> wanted.write(
                                    first.timeline(),
                                    second == null ? null : second.timeline(),
                                    selection,
                                    out,
                                    progress));
        }
        exported.remarks().forEach(remark -> console.err().println("vfio-replay: " + remark));
        return first.reportDamage(console);
    }
}
