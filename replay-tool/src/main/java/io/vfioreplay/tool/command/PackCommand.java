package io.vfioreplay.tool.command;

import io.vfioreplay.engine.pack.Packer;
import io.vfioreplay.engine.pack.Packer.Packed;
import io.vfioreplay.journal.JournalVerifier;
import io.vfioreplay.journal.JournalVerifier.Report;
import io.vfioreplay.tool.json.PackJson;
import io.vfioreplay.tool.text.Palette.Role;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pack}: a journal as one compressed file. */
@Command(
        name = "pack",
        description = {
            "Pack a journal, sound or damaged, into one compressed file, which every verb takes in place of a journal.",
            "It is a tar archive in Zstandard: a MANIFEST with the digest, sizes and hashes, then the journal's files bit for bit.",
            "The same journal always gives the same file. What \"unpack\" does, other tools can do too:",
            "tar --zstd -xf FILE && sha256sum -c MANIFEST"
        },
        footer = {
            "",
            "Example: vfio-replay pack source.vfj -o source" + Packer.SUFFIX,
            "",
            "Exit codes: 0 packed, 2 not a journal, or the file cannot be made."
        })
final class PackCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOURNAL", description = "A journal.")
    private Path journal = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The file to make, NAME" + Packer.SUFFIX + "; must not exist.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    PackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Packed packed;
        try (ProgressLine progress = new ProgressLine(console, "packing")) {
            packed = Packer.pack(journal, file, progress);
        }
        Report report = JournalVerifier.verify(journal);
        if (!report.isClean()) {
            console.err()
                    .println(console.palette()
                            .paint(
                                    Role.WARNING,
                                    "vfio-replay: %s is packed as it is, and it is damaged or was not closed in order; see `vfio-replay verify`"
                                            .formatted(journal)));
        }
        if (json) {
            PackJson.write(console.out(), packed, report.isClean());
        } else {
            console.line(file + ": " + Text.plural(packed.manifest().bytes(), "byte") + " packed into "
                    + Text.count(packed.bytes()));
            console.line("  digest " + packed.manifest().digest());
            console.line("  sha256 of the file " + packed.sha256());
        }
        return ExitCode.NOTHING_FOUND;
    }
}
