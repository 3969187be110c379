package io.vfioreplay.tool.command;

import io.vfioreplay.engine.regress.CaseFinder;
import io.vfioreplay.engine.regress.CaseFinder.Found;
import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.CaseResult.Status;
import io.vfioreplay.engine.regress.ExpectationFile;
import io.vfioreplay.engine.regress.RegressionCase;
import io.vfioreplay.engine.regress.RegressionOptions;
import io.vfioreplay.engine.regress.Regression;
import io.vfioreplay.engine.regress.RuleSelection;
import io.vfioreplay.engine.replay.KnownModels;
import io.vfioreplay.tool.json.RegressJson;
import io.vfioreplay.tool.junitxml.RegressTests;
import io.vfioreplay.tool.sarif.RegressSarif;
import io.vfioreplay.tool.text.RegressText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code regress}: do the recordings of a directory still say what they said? */
@Command(
        name = "regress",
        description = {
            "Replay every recording of a directory, and compare digests, findings, verdict, blame and streams with the expectation"
                    + " kept beside it. Each is replayed twice, so that one which does not always say the same is found.",
            "NAME/source* and NAME/destination* are one case with a post-mortem, and so are NAME-source.vfj and"
                    + " NAME-destination.vfj; every other journal or capture is a case by itself. The expectation is"
                    + " NAME.expected.json. A difference is shown with the events up to it. Where the model or the rules are of"
                    + " another version than the expectation, that is said instead of divergence."
        },
        footer = {
            "",
            "Examples:",
            "  vfio-replay regress journals --accept           write down what they say now, after showing what differs",
            "  vfio-replay regress journals --junit tests.xml --sarif findings.sarif",
            "  vfio-replay regress journals --rules R-66..R-116,-R-97",
            "",
            "Exit codes: 0 everything is as expected, 1 something is not, or is new, 2 something cannot be read."
        })
final class RegressCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "A directory with journals or captures, and directories of them.")
    private Path directory = Path.of("");

    @Option(names = "--accept", description = "Show what differs, then write it down as what is expected from now on.")
    private boolean accept;

    @Option(
            names = "--expected",
            paramLabel = "DIR",
            description = "Where the expectations lie, at the same places, instead of beside the recordings.")
    private @Nullable Path expected;

    @Option(
            names = "--rules",
            paramLabel = "LIST",
            description = {
                "Only findings of these rules count: R-97, R-01..R-65, M (all of a letter), @FILE (a rule a line); a - in front",
                "leaves out, and a list that only leaves out begins with all of them."
            })
    private @Nullable String rules;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The model of every device, or none; without it the recordings tell.")
    private @Nullable String model;

    @Option(
            names = "--model-jar",
            paramLabel = "JAR",
            description = "A jar with models of devices; its code is run. Can be given again.")
    private List<Path> modelJars = List.of();

    @Option(names = "--sarif", paramLabel = "FILE", description = "Also write the differences as SARIF 2.1.0.")
    private @Nullable Path sarif;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write JUnit XML, a test for each case.")
    private @Nullable Path junit;

    @Option(names = "--json", description = "One JSON document on standard output.")
    private boolean json;

    RegressCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (accept && rules != null) {
            throw new UnusableException("--accept with --rules would forget the findings of other rules; expected one of them");
        }
        Found found = CaseFinder.find(directory, expected == null ? directory : expected);
        if (found.cases().isEmpty() && found.orphans().isEmpty()) {
            throw new UnusableException("no journal and no capture in " + directory
                    + "; expected NAME.vfj, NAME.pcap, NAME.log, or NAME/source* with NAME/destination*");
        }
        List<CaseResult> results = run(console, found, options());
        ReportFile.write(sarif, out -> RegressSarif.write(out, results));
        ReportFile.write(junit, out -> RegressTests.write(out, results));
        show(results);
        List<CaseResult> open = accept ? accepted(found, results) : results;
        return exitCode(open);
    }

    private RegressionOptions options() {
        KnownModels models = KnownModels.with(modelJars);
        Optional<String> chosen = Optional.ofNullable(model);
        chosen.filter(name -> !name.equals(KnownModels.NONE)).ifPresent(models::named);
        return new RegressionOptions(models, chosen, rules == null ? RuleSelection.ALL : RuleSelection.parse(rules));
    }

    private static List<CaseResult> run(Console console, Found found, RegressionOptions options) {
        try (ProgressLine progress = new ProgressLine(console, "replaying " + found.cases().size() + " cases")) {
            return new Regression(options, Runtime.getRuntime().availableProcessors()).run(found, progress);
        }
    }

    private void show(List<CaseResult> results) {
        if (json) {
            RegressJson.write(console.out(), results);
            return;
        }
        RegressText text = new RegressText(console.palette());
        results.forEach(result -> text.lines(result).forEach(console::line));
        console.line(text.total(results));
    }

    /** Writes down what is new or different; gives the results that this does not settle. */
    private List<CaseResult> accepted(Found found, List<CaseResult> results) {
        Map<String, RegressionCase> cases = new TreeMap<>();
        found.cases().forEach(one -> cases.put(one.name(), one));
        List<CaseResult> open = new ArrayList<>();
        for (CaseResult result : results) {
            boolean isSettled = result.status() == Status.NEW || result.status() == Status.DIFFERENT;
            RegressionCase subject = cases.get(result.name());
            if (isSettled && subject != null && result.observation().isPresent()) {
                ExpectationFile.write(subject.expectation(), result.observation().get());
                console.err().println("vfio-replay: accepted " + subject.expectation());
            } else {
                open.add(result);
            }
        }
        return open;
    }

    private static int exitCode(List<CaseResult> results) {
        if (results.stream().anyMatch(result -> result.status() == Status.UNUSABLE)) {
            return ExitCode.UNUSABLE;
        }
        boolean isSame = results.stream().allMatch(result -> result.status() == Status.SAME);
        return isSame ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
    }
}
