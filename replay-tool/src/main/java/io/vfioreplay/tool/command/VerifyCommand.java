package io.vfioreplay.tool.command;

import io.vfioreplay.engine.replay.JournalSource;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalVerifier.Report;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.tool.json.VerifyJson;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: is every journaled byte what was written? */
@Command(
        name = "verify",
        description = {
            "Check every byte of a journal.",
            "Looks at frames, checksums, the chain from block to block, and the end. Opens read-only and changes nothing.",
            "The chain ends in the digest, the same line that \"info\" and \"pack\" print: two people whose journals verify have the same"
                    + " journal if they have the same digest, wherever it lies and whether it is packed or not."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay verify source.vfj",
            "  vfio-replay verify source.vfj.tar.zst",
            "",
            "Exit codes: 0 sound, 1 damaged or not closed in order, 2 not a journal."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOURNAL", description = "A journal, packed or not.")
    private Path journal = Path.of("");

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Report report;
        try (ProgressLine progress = new ProgressLine(console, "unpacking");
                JournalSource source = JournalSource.openJournal(journal, progress)) {
            report = JournalVerifier.verify(source.journal(), source.shown());
        }
        if (json) {
            VerifyJson.write(console.out(), report);
        } else {
            print(console, journal, report);
        }
        return report.isClean() ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
    }

    private static void print(Console console, Path journal, Report report) {
        String verdict = report.isClean()
                ? console.palette().paint(Role.GOOD, "sound")
                : console.palette().paint(Role.BAD, Text.plural(report.damage().size(), "damaged place"));
        console.line("%s: %s".formatted(journal, verdict));
        console.line("  %s, %s, %s, %s of content"
                .formatted(
                        Text.plural(report.blocks(), "block"),
                        Text.plural(report.events(), "event"),
                        Text.plural(report.payloads(), "stored payload"),
                        Text.plural(report.bytes(), "byte")));
        console.line("  digest " + report.digest()
                + (report.isClean() ? "" : " (of the last block; damage before it is not in this line)"));
        for (Damage damage : report.damage()) {
            console.line("  " + damage.text());
        }
        if (!report.isClean()) {
            console.line(
                    "  `vfio-replay recover %s -o NEW.vfj` makes a sound journal of what is good".formatted(journal));
        }
    }
}
