package io.vfioreplay.tool.command;

import io.vfioreplay.engine.postmortem.Conformance;
import io.vfioreplay.tool.check.CheckedRecording;
import io.vfioreplay.tool.check.CheckedRecording.Checked;
import io.vfioreplay.tool.check.CheckedRecording.Unreadable;
import io.vfioreplay.tool.json.CheckJson;
import io.vfioreplay.tool.junitxml.CheckTests;
import io.vfioreplay.tool.sarif.CheckSarif;
import io.vfioreplay.tool.text.CheckText;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code check}: does a recording keep the rules of the protocol? */
@Command(
        name = "check",
        description = {
            "Check recordings against the rules of the migration protocol, each recording by itself.",
            "A rule that this way of recording cannot see is listed as not observable, never as kept."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay check destination.pcap",
            "  vfio-replay check source.vfj destination.vfj --sarif findings.sarif --junit rules.xml",
            "",
            "\"vfio-replay explain R-75\" says more about a rule.",
            "",
            "Exit codes: 0 no finding of severity error, 1 at least one, or a part of a recording is lost, so that nobody knows what"
                    + " was in it, 2 a recording cannot be read; the others are checked and reported all the same."
        })
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(arity = "1..*", paramLabel = "JOURNAL", description = "Journals or captures.")
    private List<Path> sources = List.of();

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    @Option(
            names = "--sarif",
            paramLabel = "FILE",
            description = "Also write the findings as SARIF 2.1.0, for systems that show them beside sources.")
    private @Nullable Path sarif;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description =
                    "Also write JUnit XML, for systems that run tests: a test for each rule, failed where its severity is error,"
                            + " skipped where this recording cannot show it, and one that the recording can be read.")
    private @Nullable Path junit;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<CheckedRecording> recordings =
                sources.stream().map(source -> check(console, source)).toList();
        ReportFile.write(sarif, out -> CheckSarif.write(out, recordings));
        ReportFile.write(junit, out -> CheckTests.write(out, recordings));
        if (json) {
            CheckJson.write(console.out(), recordings);
        } else {
            CheckText text = new CheckText(console.palette());
            recordings.forEach(recording -> text.lines(recording).forEach(console::line));
        }
        return recordings.stream().mapToInt(CheckCommand::exitCode).max().orElse(ExitCode.NOTHING_FOUND);
    }

    private static int exitCode(CheckedRecording recording) {
        if (recording instanceof Checked checked) {
            return checked.hasError() ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
        }
        return ExitCode.UNUSABLE;
    }

    /** One that cannot be read is told at once, and does not keep the others from being checked and reported. */
    private static CheckedRecording check(Console console, Path source) {
        try (Opened opened = Opened.open(console, source, false)) {
            Conformance conformance = Conformance.of(opened.timeline());
            opened.reportOpenEnd(console);
            return new Checked(source, conformance, opened.timeline().damage());
        } catch (RuntimeException failed) {
            String why = Complaint.about(failed).orElseThrow(() -> failed);
            console.err().println("vfio-replay: " + why);
            return new Unreadable(source, why);
        }
    }
}
