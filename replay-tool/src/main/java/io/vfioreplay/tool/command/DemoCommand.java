package io.vfioreplay.tool.command;

import io.vfioreplay.engine.ingest.Importer;
import io.vfioreplay.journal.format.SystemReason;
import io.vfioreplay.tool.text.Palette.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the post-mortem of a real migration that ships inside the tool. */
@Command(
        name = "demo",
        description = {
            "Examine a real migration that ships inside this tool.",
            "It was recorded between the libvfio-user sample client and two sample servers. Every program reported success,"
                    + " and yet one bit of the device's state was flipped on its way."
        },
        footer = {"", "Exit code 0: the demo shows what it should, a migration that only looked right."})
final class DemoCommand implements Callable<Integer> {

    private static final List<String> RECORDINGS = List.of("source.pcap.gz", "destination.pcap.gz");

    private final Console console;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = "Also write the two recordings there, to try other verbs on.")
    private Path save = Path.of("");

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean keep = !save.toString().isEmpty();
        Path directory = keep ? save : temporary();
        try {
            RECORDINGS.forEach(name -> extract(name, directory));
            Path source = directory.resolve(RECORDINGS.get(0));
            Path destination = directory.resolve(RECORDINGS.get(1));
            if (!json) {
                introduce(keep);
            }
            int code = PostmortemCommand.run(
                    console,
                    new PostmortemCommand.Recordings(source, destination, List.of()),
                    new PostmortemCommand.Look(json, false, false));
            return code == ExitCode.FOUND ? ExitCode.NOTHING_FOUND : ExitCode.BUG;
        } finally {
            if (!keep) {
                Importer.delete(directory);
            }
        }
    }

    private void introduce(boolean kept) {
        console.line("A device was migrated between two hosts, and its vfio-user socket was recorded on both.");
        console.line("The VMM, the source device and the destination device all reported success. The recordings say:");
        console.line("");
        console.line(
                console.palette().paint(Role.FAINT, "$ vfio-replay postmortem source.pcap.gz destination.pcap.gz"));
        if (kept) {
            console.line(console.palette().paint(Role.FAINT, "  (both are in " + save + ")"));
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("vfio-replay-demo-");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a temporary directory", failed);
        }
    }

    private static void extract(String name, Path directory) {
        try (InputStream in = DemoCommand.class.getResourceAsStream("/io/vfioreplay/tool/demo/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the recording " + name + " is not in the jar");
            }
            Files.createDirectories(directory);
            Files.write(directory.resolve(name), in.readAllBytes());
        } catch (IOException failed) {
            throw new UnusableException("cannot write " + directory.resolve(name) + " (" + SystemReason.of(failed)
                    + "); expected a directory, or a name for a new one");
        }
    }
}
