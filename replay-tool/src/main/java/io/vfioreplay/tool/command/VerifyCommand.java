package io.vfioreplay.tool.command;

import io.vfioreplay.engine.json.Json;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalVerifier.Report;
import io.vfioreplay.journal.format.Damage;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code verify}: is every journaled byte what was written? */
@Command(
        name = "verify",
        description = {
            "Check every byte of a journal.",
            "Looks at frames, checksums, the chain from block to block, and the end.",
            "Opens read-only and changes nothing. Two journals with the same digest hold the same events."
        },
        footer = {"", "Exit codes: 0 sound, 1 damaged or not closed in order, 2 not a journal."})
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOURNAL", description = "A journal directory (NAME.vfj).")
    private Path journal = Path.of("");

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Report report = JournalVerifier.verify(journal);
        if (json) {
            writeJson(console, report);
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
        console.line("  digest " + report.digest() + (report.isClean() ? "" : " (of what is there now)"));
        for (Damage damage : report.damage()) {
            console.line("  " + damage.text());
        }
    }

    private static void writeJson(Console console, Report report) {
        try (Json json = Json.document(console.out())) {
            json.object(() -> {
                json.flag("sound", report.isClean()).flag("sealed", report.sealed());
                json.number("blocks", report.blocks()).number("events", report.events());
                json.number("payloads", report.payloads()).number("bytes", report.bytes());
                json.text("digest", report.digest());
                json.array(
                        "damage",
                        () -> report.damage()
                                .forEach(damage -> json.object(() -> {
                                    json.text("code", damage.code().name());
                                    json.text(
                                            "file", String.valueOf(damage.file().getFileName()));
                                    json.number("offset", damage.offset()).number("length", damage.length());
                                    json.number("firstPosition", known(damage.firstPosition()));
                                    json.number("lastPosition", known(damage.lastPosition()));
                                    json.text("message", damage.message());
                                })));
            });
        }
    }

    private static @Nullable Long known(long position) {
        return position == Damage.NO_POSITION || position == Long.MAX_VALUE ? null : Long.valueOf(position);
    }
}
