package io.vfioreplay.tool.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The tool without a verb: shows what there is. */
@Command(
        name = "vfio-replay",
        versionProvider = Version.class,
        description = {
            "The flight recorder and time machine for VFIO live migration.",
            "",
            "A journal is a directory NAME.vfj, or packed into one file NAME.vfj.tar.zst. Where a journal is expected, a capture may be"
                    + " given as well: it is imported into a temporary journal first.",
            "Captures are recordings of the vfio-user socket (pcap, pcapng), trace logs and messages of QEMU, QMP transcripts,"
                    + " QEMU migration streams, ftrace and mmiotrace text, plain, .gz or .zst. A directory stands for all of"
                    + " one host's captures in it."
        },
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Exit codes: 0 nothing found, 1 something found (a failed migration, a violation, a difference, damage),"
                    + " 2 wrong usage or unreadable input, 3 a bug of this tool.",
            "",
            "Begin with: vfio-replay demo. More about a verb: vfio-replay VERB --help"
        })
final class RootCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    RootCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (spec != null) {
            CommandLine.usage(spec.commandLine(), console.err());
        }
        return ExitCode.UNUSABLE;
    }
}
