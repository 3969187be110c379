package io.vfioreplay.tool.command;

import io.vfioreplay.engine.pack.Manifest;
import io.vfioreplay.engine.pack.Packer;
import io.vfioreplay.engine.pack.Unpacker;
import io.vfioreplay.tool.json.PackJson;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code unpack}: a packed journal as a journal again. */
@Command(
        name = "unpack",
        description = {
            "Restore a packed journal bit for bit.",
            "Every size and hash is compared with the manifest, and the journal's digest with what its files give. Anything else than what",
            "\"pack\" writes is refused, and then nothing is left behind."
        },
        footer = {
            "",
            "Example: vfio-replay unpack source" + Packer.SUFFIX + " -o source.vfj",
            "",
            "Exit codes: 0 unpacked, 2 not a packed journal, damaged or altered, or the journal cannot be made."
        })
final class UnpackCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "A packed journal.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "JOURNAL",
            description = "The journal to make; must not exist.")
    private Path journal = Path.of("");

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    UnpackCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Manifest manifest;
        try (ProgressLine progress = new ProgressLine(console, "unpacking")) {
            manifest = Unpacker.unpack(file, journal, progress);
        }
        if (json) {
            PackJson.write(console.out(), manifest);
        } else {
            console.line(journal + ": " + Text.plural(manifest.files().size(), "file") + ", "
                    + Text.plural(manifest.bytes(), "byte") + ", as they were packed");
            console.line("  digest " + manifest.digest());
        }
        return ExitCode.NOTHING_FOUND;
    }
}
