package io.vfioreplay.tool.command;

import io.vfioreplay.engine.travel.Recording;
import io.vfioreplay.engine.travel.Session;
import io.vfioreplay.tool.debug.CommandException;
import io.vfioreplay.tool.debug.Debugger;
import io.vfioreplay.tool.debug.Look;
import io.vfioreplay.tool.shell.TerminalShell;
import io.vfioreplay.tool.text.Palette;
import io.vfioreplay.tool.text.Palette.Role;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code debug}: the time machine. */
@Command(
        name = "debug",
        description = {
            "Travel in a journal, or in the two of a migration: forwards, backwards, to the event that last changed a register, and to"
                    + " the event where the two sides part.",
            "",
            "Opens at the failure. Commands are those of gdb and rr where those have one: step, back, continue, reverse-continue,"
                    + " break, watch, print, info, bookmark. \"help\" lists them all, \"help COMMAND\" tells more.",
            "Commands also come from files, from options and through a pipe; the first one that fails then ends the script."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay debug source.vfj destination.vfj",
            "  vfio-replay debug source.pcap --at STOP_COPY",
            "  vfio-replay debug source.vfj -e 'last device0/state' -e why",
            "  vfio-replay debug source.vfj destination.vfj -x script.txt --json",
            "",
            "Exit codes: 0 every command was carried out, 1 so it was, and diff, findings, parting or whatif found something,",
            "2 a command of a script failed, or a journal cannot be read."
        })
final class DebugCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "JOURNAL",
            description = "A journal or a capture; of a migration, its source.")
    private Path source = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "DESTINATION", description = "The other side.")
    private @Nullable Path destination;

    @Option(
            names = "--at",
            paramLabel = "PLACE",
            description = "Where to begin, as \"go\" has it: a position, 50%%, +1.5s, start, end, STOP_COPY, ...")
    private String at = "";

    @Option(
            names = {"-x", "--commands"},
            paramLabel = "FILE",
            description = "Carry out the commands of a file, one a line, # for comments. Can be given again.")
    private List<Path> files = List.of();

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "COMMAND",
            description = "Carry out a command, after those of -x. Can be given again.")
    private List<String> commands = List.of();

    @Option(
            names = {"-i", "--interactive"},
            description = "Stay after the commands of -x and -e.")
    private boolean interactive;

    @Option(names = "--echo", description = "Show each command before its answer.")
    private boolean echo;

    @Option(names = "--plain", description = "No colour, no line editing, no status line.")
    private boolean plain;

    @Option(
            names = "--json",
            description = "One JSON document on standard output; commands come from -x, -e or a pipe.")
    private boolean json;

    DebugCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        boolean stays = console.typed() && (!isScripted() || interactive);
        if (json && stays) {
            throw new UnusableException(
                    "--json needs commands; expected -x FILE, -e COMMAND, or commands through a pipe");
        }
        if (!stays) {
            return travel(null);
        }
        try (TerminalShell shell = TerminalShell.open(console.in(), console.palette(), plain)) {
            return travel(shell);
        }
    }

    private int travel(@Nullable TerminalShell shell) {
        try (Opened first = Opened.open(console, source, false);
                UsableIndex firstIndex = UsableIndex.of(console, first)) {
            first.reportDamage(console);
            Recording one = new Recording(source.toString(), first.timeline(), firstIndex.index());
            if (destination == null) {
                return travel(shell, Session.of(one));
            }
            try (Opened second = Opened.open(console, destination, false);
                    UsableIndex secondIndex = UsableIndex.of(console, second)) {
                second.reportDamage(console);
                Recording other = new Recording(destination.toString(), second.timeline(), secondIndex.index());
                return travel(shell, Session.of(one, other));
            }
        }
    }

    private boolean isScripted() {
        return !files.isEmpty() || !commands.isEmpty();
    }

    private int travel(@Nullable TerminalShell shell, Session session) {
        try (Debugger debugger = debugger(shell, session)) {
            debugger.open(at);
            files.forEach(debugger::script);
            commands.forEach(command ->
                    debugger.script("-e", new ByteArrayInputStream(command.getBytes(StandardCharsets.UTF_8))));
            if (shell != null) {
                shell.run(debugger);
                return ExitCode.NOTHING_FOUND;
            }
            if (!isScripted() || interactive) {
                debugger.script("standard input", console.in());
            }
            return debugger.hasFound() ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
        } catch (CommandException told) {
            throw new UnusableException(String.valueOf(told.getMessage()));
        }
    }

    private Debugger debugger(@Nullable TerminalShell shell, Session session) {
        if (json) {
            return Debugger.forPrograms(session, console.out());
        }
        Look look = new Look(plain ? Palette.PLAIN : console.palette(), Look.WIDTH);
        Debugger.Output output = shell == null
                ? new Debugger.Output(() -> look, echo, console::line, this::error)
                : new Debugger.Output(
                        shell::look,
                        echo,
                        shell::line,
                        text -> shell.line(shell.look().palette().paint(Role.BAD, text)));
        return Debugger.forPeople(session, what -> new ProgressLine(console, what), output);
    }

    private void error(String text) {
        console.out().flush(); // So that an error stands behind the answers before it.
        console.err().println("vfio-replay: " + text);
    }
}
