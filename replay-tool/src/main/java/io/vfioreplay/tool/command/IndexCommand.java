package io.vfioreplay.tool.command;

import io.vfioreplay.engine.index.IndexReport;
import io.vfioreplay.engine.index.Indexer;
import io.vfioreplay.engine.index.IndexingModel.Outcome;
import io.vfioreplay.engine.index.JournalIndex;
import io.vfioreplay.engine.index.JournalIndex.Lookup;
import io.vfioreplay.engine.pack.Unpacker;
import io.vfioreplay.engine.replay.Timeline;
import io.vfioreplay.journal.DamagePolicy;
import io.vfioreplay.journal.JournalFiles;
import io.vfioreplay.journal.JournalReader;
import io.vfioreplay.tool.json.IndexJson;
import io.vfioreplay.tool.text.IndexText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code index}: makes a journal quick to travel in. */
@Command(
        name = "index",
        description = {
            "Make the index of a journal, which makes a long one quick to travel in.",
            "It holds snapshots of the state, where each register, kind of event and piece of memory is touched, and what checking the"
                    + " rules found. It lies in the journal's directory as index.vfx, and replaces the one that is there.",
            "The journal itself is only read: its digest stays the same, and so does what pack makes of it.",
            "\"import\" makes an index without findings along; this verb is for journals that have none, and adds the findings."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay index source.vfj",
            "  vfio-replay index source.vfj --json",
            "",
            "Exit codes: 0 made, 2 not a journal, a damaged one (see \"recover\"), or the index cannot be written."
        })
final class IndexCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOURNAL", description = "A journal that is neither packed nor damaged.")
    private Path journal = Path.of("");

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    IndexCommand(Console console) {
        this.console = console;
    }

    /**
     * What was made.
     *
     * @param file the index
     * @param report what is in it
     * @param journalBytes what the journal's own files have
     * @param replaced what became of the index that was there, in words; empty when there was none
     */
    record Indexed(Path file, IndexReport report, long journalBytes, Optional<String> replaced) {}

    @Override
    public Integer call() {
        Indexed indexed;
        try (ProgressLine progress = new ProgressLine(console, "indexing")) {
            indexed = index(journal, progress);
        }
        if (json) {
            IndexJson.write(console.out(), indexed.file(), indexed.report(), indexed.journalBytes());
        } else {
            new IndexText(console.palette())
                    .lines(indexed.file(), indexed.report(), indexed.journalBytes())
                    .forEach(console::line);
            indexed.replaced().ifPresent(text -> console.line("  " + text));
        }
        return ExitCode.NOTHING_FOUND;
    }

    private static Indexed index(Path journal, ProgressLine progress) {
        refuseWhatIsNoJournal(journal);
        try (Timeline timeline = Timeline.open(journal, DamagePolicy.STRICT)) {
            Path file = JournalIndex.fileOf(journal);
            if (Files.isDirectory(file)) {
                throw new UnusableException(file + " is a directory, and the index belongs there; rename or remove it");
            }
            Optional<String> replaced = Files.exists(file) ? Optional.of(fate(journal, timeline)) : Optional.empty();
            Outcome outcome = Indexer.run(timeline, file, progress);
            if (outcome instanceof Outcome.Made made) {
                long bytes = JournalFiles.of(journal).stream()
                        .mapToLong(part -> part.toFile().length())
                        .sum();
                return new Indexed(file, made.report(), bytes, replaced);
            }
            throw new UnusableException(
                    ((Outcome.Failed) outcome).reason() + "; expected room and permission in the journal's directory");
        }
    }

    /** Something else that most verbs take in place of a journal has no directory in which an index could stay. */
    private static void refuseWhatIsNoJournal(Path given) {
        if (Unpacker.isPacked(given)) {
            throw new UnusableException(
                    given + " is a packed journal, which holds no index; unpack it first: vfio-replay unpack " + given
                            + " -o NAME.vfj");
        }
        if (Files.exists(given) && !JournalReader.isJournal(given)) {
            throw new UnusableException(
                    given + " is not a journal; of a capture, `vfio-replay import` makes one together with its index");
        }
    }

    private static String fate(Path journal, Timeline timeline) {
        Lookup before = JournalIndex.open(journal, timeline);
        if (before instanceof Lookup.Found found) {
            found.index().close();
            return "replaced the one that was there, which could be used";
        }
        return "replaced one that could not be used: " + ((Lookup.Unusable) before).reason();
    }
}
