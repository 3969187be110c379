package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.CaptureSummary;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.tool.text.SummaryLines;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code import}: captures become a journal. */
@Command(
        name = "import",
        description = {
            "Read the captures of one host and write them as one journal, in one order.",
            "The format is found by the content. What cannot be understood becomes an event of its own, and reading goes on.",
            "The same captures always give the same journal."
        },
        footer = {"", "Example: vfio-replay import source.pcap.gz -o source.vfj"})
final class ImportCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "1..*",
            description = "pcap or pcapng files, plain or .gz, of one host.")
    private List<Path> captures = List.of();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "JOURNAL",
            description = "The journal to make; must not exist.")
    private Path journal = Path.of("");

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<CaptureSummary> summaries;
        try (ProgressLine progress = new ProgressLine(console, "importing")) {
            summaries = Importer.run(captures, journal, HostState.fold(), progress);
        }
        console.line(journal.toString());
        for (int i = 0; i < summaries.size(); i++) {
            console.line("  " + captures.get(i) + ": " + SummaryLines.oneLine(summaries.get(i), console.palette()));
        }
        return ExitCode.NOTHING_FOUND;
    }
}
