package io.vfioreplay.tool.command;

import io.vfioreplay.engine.capture.CaptureException;
import io.vfioreplay.engine.coverage.CaseCoverage;
import io.vfioreplay.engine.coverage.Coverage;
import io.vfioreplay.engine.ingest.DifferentRedactionException;
import io.vfioreplay.engine.regress.CaseFinder;
import io.vfioreplay.engine.regress.RegressionCase;
import io.vfioreplay.journal.format.JournalException;
import io.vfioreplay.tool.json.CoverageJson;
import io.vfioreplay.tool.text.CoverageText;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coverage}: what do the recordings of a directory exercise, and what never? */
@Command(
        name = "coverage",
        description = {
            "Say which rules, transitions and faults the recordings of a directory exercise, and which never.",
            "A rule is broken in them, kept where a breach would have been seen, or one that none of them could show. Transitions are"
                    + " those of the state machines, by protocol and set of features; faults those of the catalogue of simulate,"
                    + " which they have or look like, and which requests failed, with which errors, and what else went wrong.",
            "That a case was simulated, and with which fault, its journals say. Of others nobody knows; a case with both sides looks like"
                    + " a fault where verdict, blame and a finding are what they must be, a single recording where a finding is.",
            "Finds its cases as regress does."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay coverage journals",
            "  vfio-replay coverage journals --minimal         a few cases that do the same together",
            "",
            "Exit codes: 0 told, 2 something cannot be read (what could is told)."
        })
final class CoverageCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "A directory with journals or captures, and directories of them.")
    private Path directory = Path.of("");

    @Option(
            names = "--minimal",
            description = "Only the names of a few cases that exercise together what all of them do.")
    private boolean minimal;

    @Option(names = "--json", description = "One JSON document on standard output, with the few cases in it.")
    private boolean json;

    CoverageCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<RegressionCase> found = CaseFinder.find(directory).cases();
        if (found.isEmpty()) {
            throw new UnusableException("no journal and no capture in " + directory
                    + "; expected NAME.vfj, NAME.pcap, NAME.log, or NAME/source* with NAME/destination*");
        }
        List<CaseCoverage> covered = read(console, found);
        Coverage coverage = Coverage.of(covered);
        List<String> few = Coverage.minimal(covered);
        if (json) {
            List<String> names = covered.stream().map(CaseCoverage::name).toList();
            CoverageJson.write(console.out(), coverage, names, few);
        } else if (minimal) {
            few.forEach(name -> console.line(Text.harmless(name)));
        } else {
            new CoverageText(console.palette()).lines(coverage).forEach(console::line);
        }
        return covered.size() < found.size() ? ExitCode.UNUSABLE : ExitCode.NOTHING_FOUND;
    }

    private static List<CaseCoverage> read(Console console, List<RegressionCase> cases) {
        List<CaseCoverage> covered = new ArrayList<>();
        try (ProgressLine progress = new ProgressLine(console, "reading " + Text.plural(cases.size(), "case"))) {
            for (int i = 0; i < cases.size(); i++) {
                try {
                    covered.add(CaseCoverage.of(cases.get(i)));
                } catch (JournalException | CaptureException | DifferentRedactionException unusable) {
                    progress.say("vfio-replay: left out: " + Text.harmless(String.valueOf(unusable.getMessage())));
                }
                progress.bytes(i + 1, cases.size());
            }
        }
        return covered;
    }
}
