package io.vfioreplay.tool.command;

import io.vfioreplay.engine.query.FilterSyntaxException;
import io.vfioreplay.engine.query.Suggestion;
import io.vfioreplay.engine.sql.QueryFailedException;
import io.vfioreplay.engine.whatif.EventSyntaxException;
import io.vfioreplay.tool.text.SqlText;
import io.vfioreplay.tool.text.Text;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** Finds the verb, runs it, and turns what may go wrong into one line and an exit code. */
public final class CommandLineTool {

    /** Verbs by name. A class is loaded only when its verb is used, which keeps the start short. */
    private static final Map<String, Function<Console, Object>> VERBS = new TreeMap<>(Map.ofEntries(
            Map.entry("bench", console -> new BenchCommand()),
            Map.entry("torture", console -> new TortureCommand()),
            Map.entry("check", CheckCommand::new),
            Map.entry("debug", DebugCommand::new),
            Map.entry("coverage", CoverageCommand::new),
            Map.entry("demo", DemoCommand::new),
            Map.entry("diff", DiffCommand::new),
            Map.entry("doctor", DoctorCommand::new),
            Map.entry("dump", DumpCommand::new),
            Map.entry("explain", ExplainCommand::new),
            Map.entry("export", ExportCommand::new),
            Map.entry("import", ImportCommand::new),
            Map.entry("index", IndexCommand::new),
            Map.entry("info", InfoCommand::new),
            Map.entry("pack", PackCommand::new),
            Map.entry("postmortem", PostmortemCommand::new),
            Map.entry("query", QueryCommand::new),
            Map.entry("recover", RecoverCommand::new),
            Map.entry("regress", RegressCommand::new),
            Map.entry("replay", ReplayCommand::new),
            Map.entry("shrink", ShrinkCommand::new),
            Map.entry("simulate", SimulateCommand::new),
            Map.entry("sql", SqlCommand::new),
            Map.entry("stats", StatsCommand::new),
            Map.entry("unpack", UnpackCommand::new),
            Map.entry("verify", VerifyCommand::new),
            Map.entry("whatif", WhatIfCommand::new)));

    private static final int VERB_LENGTH_MAX = 40;
    private static final String EMPTY_LINE = "%n";

    private CommandLineTool() {}

    /** Runs one command line and returns its exit code; see {@link ExitCode}. */
    public static int run(Console console, String... given) {
        String[] arguments = asOption(given);
        if (arguments.length > 0 && !arguments[0].startsWith("-") && !VERBS.containsKey(arguments[0])) {
            return unknownVerb(console, arguments[0]);
        }
        CommandLine tool = new CommandLine(new RootCommand(console));
        String verb = arguments.length == 0 ? "" : arguments[0];
        VERBS.forEach((name, make) -> {
            if (name.equals(verb) || !VERBS.containsKey(verb)) {
                tool.addSubcommand(name, make.apply(console));
            }
        });
        int width = HelpWidth.of(System.getenv("COLUMNS"), console.palette().columns());
        addHelp(tool, width);
        tool.getCommandSpec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version.")
                        .build());
        tool.getSubcommands().values().forEach(each -> addHelp(each, width));
        tool.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        tool.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        tool.setColorScheme(colours(console));
        tool.setUsageHelpWidth(width);
        tool.setParameterExceptionHandler((wrong, words) -> usage(console, wrong));
        tool.setExecutionExceptionHandler((failed, command, parsed) -> failed(console, failed));
        try {
            return tool.execute(arguments);
        } catch (Error broken) {
            return failed(console, broken);
        }
    }

    /** {@code help} and {@code help VERB}, which many tools have, as the options that they are here. */
    private static String[] asOption(String... given) {
        if (given.length == 0 || !given[0].equals("help")) {
            return given;
        }
        return given.length == 1 ? new String[] {"--help"} : new String[] {given[1], "--help"};
    }

    /** What a Java cannot do here, told as what it is; everything else is our bug. */
    private static int failed(Console console, Error broken) {
        if (broken instanceof OutOfMemoryError) {
            console.err().println("vfio-replay: " + broken + "; give it more with VFIO_REPLAY_JAVA_OPTS=-Xmx4g");
            return ExitCode.UNUSABLE;
        }
        if (broken instanceof LinkageError) {
            console.err()
                    .println(
                            "vfio-replay: a library cannot be loaded (" + broken + "); the directory for temporary"
                                    + " files, -Djava.io.tmpdir, must have room, and files in it must be allowed to be executed");
            return ExitCode.UNUSABLE;
        }
        console.err().println("vfio-replay: this is a bug of vfio-replay; please report it with what follows");
        broken.printStackTrace(console.err());
        return ExitCode.BUG;
    }

    private static int unknownVerb(Console console, String verb) {
        String hint = Suggestion.nearest(verb, VERBS.keySet())
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse("try \"vfio-replay --help\"");
        console.err().println("vfio-replay: no verb is called " + Text.quoted(verb, VERB_LENGTH_MAX) + "; " + hint);
        return ExitCode.UNUSABLE;
    }

    private static CommandLine.Help.ColorScheme colours(Console console) {
        return CommandLine.Help.defaultColorScheme(
                console.palette().isColoured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
    }

    private static void addHelp(CommandLine command, int width) {
        UsageMessageSpec text = command.getCommandSpec().usageMessage();
        int columns = width - 1; // picocli leaves the last one free.
        text.description(HelpLines.fitted(text.description(), columns))
                .footer(HelpLines.fitted(text.footer(), columns))
                .descriptionHeading(EMPTY_LINE)
                .parameterListHeading(EMPTY_LINE)
                .optionListHeading(EMPTY_LINE);
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this text.")
                        .build());
    }

    private static int usage(Console console, ParameterException wrong) {
        console.err().println("vfio-replay: " + Text.harmless(UsageComplaint.about(wrong)));
        CommandSpec spec = wrong.getCommandLine().getCommandSpec();
        console.err().println("Try \"" + spec.qualifiedName() + " --help\".");
        return ExitCode.UNUSABLE;
    }

    private static int failed(Console console, Exception failed) {
        if (failed instanceof Console.ClosedPipeException) {
            return ExitCode.NOTHING_FOUND;
        }
        if (failed instanceof FilterSyntaxException wrong) {
            return misspelt(console, "filter at column " + wrong.column(), wrong, wrong.picture());
        }
        if (failed instanceof EventSyntaxException wrong) {
            return misspelt(console, "edit at column " + wrong.column(), wrong, wrong.picture());
        }
        if (failed instanceof QueryFailedException refused) {
            console.err()
                    .println("vfio-replay: in the query: " + SqlText.complaint(String.valueOf(refused.getMessage())));
            return ExitCode.UNUSABLE;
        }
        Optional<String> complaint = Complaint.about(failed);
        if (complaint.isPresent()) {
            console.err().println("vfio-replay: " + complaint.get());
            return ExitCode.UNUSABLE;
        }
        console.err().println("vfio-replay: this is a bug of vfio-replay; please report it with what follows");
        failed.printStackTrace(console.err());
        return ExitCode.BUG;
    }

    private static int misspelt(Console console, String where, Exception wrong, String picture) {
        console.err().println("vfio-replay: in the " + where + ": " + wrong.getMessage());
        console.err().println(picture.indent(2).stripTrailing());
        return ExitCode.UNUSABLE;
    }
}
