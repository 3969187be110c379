package io.vfioreplay.tool.command;

import io.vfioreplay.engine.index.Indexer;
import io.vfioreplay.engine.index.Indexer.Imported;
import io.vfioreplay.engine.index.IndexingModel.Outcome;
import io.vfioreplay.engine.ingest.CaptureSet;
import io.vfioreplay.engine.ingest.ImportedFile;
import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.engine.replay.HostState;
import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.SummaryLines;
import io.vfioreplay.tool.text.Text;
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
            "The same captures always give the same journal.",
            "An index is made along, which makes a long journal quick to travel in; it is no part of the journal."
        },
        footer = {"", "Example: vfio-replay import source.pcap.gz -o source.vfj"})
final class ImportCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "CAPTURE",
            arity = "1..*",
            description =
                    "What recorders of one host wrote, plain, .gz or .zst, or a directory of such files: pcap and pcapng of vfio-user,"
                            + " logs and messages of QEMU, QMP transcripts, migration streams, ftrace and mmiotrace text.")
    private List<Path> captures = List.of();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "JOURNAL",
            description = "The journal to make; must not exist.")
    private Path journal = Path.of("");

    @Option(names = "--no-index", description = "Make no index; \"vfio-replay index\" can do it later.")
    private boolean withoutIndex;

    ImportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        captures.forEach(ImportCommand::refuseJournal);
        List<ImportedFile> files = withoutIndex ? importAlone() : importAndIndex();
        console.line(journal.toString());
        for (ImportedFile imported : files) {
            console.line("  " + imported.file().path() + " (" + imported.file().format() + "): "
                    + SummaryLines.oneLine(imported.summary(), console.palette()));
        }
        return ExitCode.NOTHING_FOUND;
    }

    /** Its files would be taken for captures of a format that nobody knows. */
    private static void refuseJournal(Path given) {
        if (JournalSource.isJournal(given)) {
            throw new UnusableException(
                    given + " is a journal already; expected captures. Every verb takes it as it is, and cp copies it");
        }
    }

    private List<ImportedFile> importAlone() {
        try (ProgressLine progress = new ProgressLine(console, "importing")) {
            return Importer.run(CaptureSet.of(captures), journal, HostState.fold(), progress);
        }
    }

    /** The journal is what was asked for: it stays, also where there is no room for an index. */
    private List<ImportedFile> importAndIndex() {
        Imported imported;
        try (ProgressLine progress = new ProgressLine(console, "importing")) {
            imported = Indexer.importing(CaptureSet.of(captures), journal, progress);
        }
        if (imported.index() instanceof Outcome.Failed failed) {
            console.err()
                    .println(console.palette()
                            .paint(
                                    Role.WARNING,
                                    "vfio-replay: the journal has no index: " + Text.harmless(failed.reason())));
        }
        return imported.files();
    }
}
