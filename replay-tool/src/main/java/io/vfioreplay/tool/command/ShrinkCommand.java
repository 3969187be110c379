package io.vfioreplay.tool.command;

import io.vfioreplay.engine.shrink.Conditions;
import io.vfioreplay.engine.shrink.Course;
import io.vfioreplay.engine.shrink.Examination;
import io.vfioreplay.engine.shrink.Keep;
import io.vfioreplay.engine.shrink.ShrinkReport;
import io.vfioreplay.engine.shrink.Shrinker;
import io.vfioreplay.tool.json.ShrinkJson;
import io.vfioreplay.tool.text.ShrinkText;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shrink}: the smallest journal that still shows it. */
@Command(
        name = "shrink",
        description = {
            "Make the smallest journal that still shows what is to be kept.",
            "Leaves out events, shortens data and normalises times until nothing more can go. Writes new journals; the recordings are"
                    + " only read.",
            "An opened device stays with its events, migration data with the request before it, and the two halves of a DMA together;"
                    + " what is cut from the data that was saved is cut from the same data where it was loaded.",
            "Conditions for --keep, joined by \"and\": finding RULE, verdict V, blame B, cause RULE (of the decisive event),"
                    + " sentence \"WORDS\", story (the sentence but for its numbers), bytes (the two in which the streams part), divergence (a device answers otherwise than its"
                    + " model). Without any: verdict, blame, cause, story and bytes. Say enough: \"verdict failed\" alone may end as another failure.",
            "The recordings are held in memory. Ctrl-C ends it and writes the best so far."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay shrink source.pcap destination.pcap -o small       makes small/source.vfj and small/destination.vfj",
            "  vfio-replay shrink source.vfj --keep 'finding R-97 and verdict failed' -o small.vfj",
            "  vfio-replay shrink source.vfj --keep-exit 'mytest --journal' -o small.vfj",
            "",
            "Exit codes: 0 written, 2 wrong usage, unreadable input, or what is to be kept is not there."
        })
final class ShrinkCommand implements Callable<Integer> {

    private static final int BUDGET = 10_000;

    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int COMMAND_LENGTH_MAX = 80;

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "JOURNAL",
            description = "A journal or a capture; the source's where there are two.")
    private Path source = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "DESTINATION", description = "That of the destination.")
    private @Nullable Path destination;

    @Option(names = "--keep", paramLabel = "CONDITIONS", description = "What the result must still show.")
    private @Nullable String keep;

    @Option(
            names = "--keep-exit",
            paramLabel = "COMMAND",
            description =
                    "Run this with the path of a journal behind it (two paths where there are two sides), for each try, in place of --keep;"
                            + " it must end as it does for the whole. It is given to sh, and what it prints is dropped.")
    private @Nullable String command;

    @Option(
            names = "--exit",
            paramLabel = "CODE",
            description = "The exit code that COMMAND must have, where it is not the one that it has for the whole.")
    private @Nullable Integer exit;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "NEW",
            description = "The journal to make; for two sides the directory. Must not exist.")
    private Path target = Path.of("");

    @Option(names = "--budget", paramLabel = "TRIES", description = "Try at most this often; otherwise 10000 times.")
    private int budget = BUDGET;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    ShrinkCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if ((keep != null && command != null) || (exit != null && command == null)) {
            throw new UnusableException(
                    "expected --keep CONDITIONS, or --keep-exit COMMAND with or without --exit CODE, or none of them");
        }
        if (budget < 1) {
            throw new UnusableException("--budget " + budget + " leaves nothing to try; expected at least 1");
        }
        ShrunkFiles.refuseUnusable(target);
        try (Opened from = Opened.open(console, source, false)) {
            from.reportDamage(console);
            if (destination == null) {
                shrink(new ShrunkFiles(from.timeline(), Optional.empty()));
                return ExitCode.NOTHING_FOUND;
            }
            try (Opened to = Opened.open(console, destination, false)) {
                to.reportDamage(console);
                shrink(new ShrunkFiles(from.timeline(), Optional.of(to.timeline())));
                return ExitCode.NOTHING_FOUND;
            }
        }
    }

    private void shrink(ShrunkFiles files) {
        Examination examination = new Examination(files.source(), files.destination());
        Course whole;
        try (ProgressLine progress = new ProgressLine(console, "reading")) {
            whole = examination.whole(progress);
        }
        try (Interruption interruption = Interruption.begin()) {
            Keep wanted = wanted(examination, whole, files);
            ShrinkReport report;
            try (ShrinkLine line = new ShrinkLine(console, whole, interruption)) {
                report = Shrinker.run(whole, wanted, budget, line)
                        .orElseThrow(() -> new UnusableException("nothing to keep: " + wanted.text()
                                + " does not hold of all that was recorded, or not each time"));
            }
            files.write(report.after(), wanted.text(), target);
            show(report, wanted.text());
        }
    }

    private Keep wanted(Examination examination, Course whole, ShrunkFiles files) {
        if (command != null) {
            ExitKeep exits = new ExitKeep(files, command);
            return exits.withCode(exit == null ? codeOf(exits, whole, command) : exit);
        }
        return keep == null ? Conditions.same(examination, whole) : Conditions.parse(keep, examination, whole);
    }

    /** What the command says of the whole; that it cannot be run is no answer. */
    private static int codeOf(ExitKeep exits, Course whole, String command) {
        int code = exits.codeOf(whole);
        if (code == NOT_FOUND || code == NOT_EXECUTABLE) {
            throw new UnusableException(
                    "exit code %d says that the command %s cannot be run; where it is meant, say --exit %d"
                            .formatted(code, Text.quoted(command, COMMAND_LENGTH_MAX), code));
        }
        return code;
    }

    private void show(ShrinkReport report, String kept) {
        if (json) {
            ShrinkJson.write(console.out(), report, kept);
        } else {
            ShrinkText.lines(report, kept, target.toString()).forEach(console::line);
        }
    }
}
