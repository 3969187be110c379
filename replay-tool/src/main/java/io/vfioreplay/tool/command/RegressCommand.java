package io.vfioreplay.tool.command;

import io.vfioreplay.engine.regress.CaseFinder;
import io.vfioreplay.engine.regress.CaseFinder.Found;
import io.vfioreplay.engine.regress.CaseResult;
import io.vfioreplay.engine.regress.CaseResult.Status;
import io.vfioreplay.engine.regress.ExpectationFile;
import io.vfioreplay.engine.regress.Matrix;
import io.vfioreplay.engine.regress.Matrix.Way;
import io.vfioreplay.engine.regress.Regression;
import io.vfioreplay.engine.regress.RegressionCase;
import io.vfioreplay.engine.regress.RegressionOptions;
import io.vfioreplay.engine.regress.RuleSelection;
import io.vfioreplay.engine.replay.KnownModels;
import io.vfioreplay.tool.json.MatrixJson;
import io.vfioreplay.tool.json.RegressJson;
import io.vfioreplay.tool.junitxml.RegressTests;
import io.vfioreplay.tool.sarif.RegressSarif;
import io.vfioreplay.tool.text.MatrixText;
import io.vfioreplay.tool.text.RegressText;
import io.vfioreplay.tool.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
            "Replay every recording of a directory, and compare what it says with the expectation kept beside it.",
            "Digests, findings, verdict, blame and streams are compared. Each is replayed twice, so that one which does not always say"
                    + " the same is found.",
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
            "  vfio-replay regress journals --matrix rules=-@known.txt --matrix \"model=none rules=R\"",
            "  vfio-replay regress journals --matrix expected=accepted-by-0.1",
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
            description =
                    "Only findings of these rules count: R-97, R-01..R-65, M (all of a letter), @FILE (a rule a line); a -"
                            + " in front leaves out, and a list that only leaves out begins with all of them.")
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

    @Option(
            names = "--matrix",
            paramLabel = "WAY",
            description =
                    "Instead of the expectations, show what changes in another way: model=NAME, rules=LIST, both with a"
                            + " blank between, or expected=DIR, what another version of this program wrote down. Can be given again.")
    private List<String> ways = List.of();

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
        if (accept) {
            refuseToForget();
        }
        Found found = CaseFinder.find(directory, expected == null ? directory : expected);
        if (found.cases().isEmpty() && found.orphans().isEmpty()) {
            throw new UnusableException("no journal and no capture in " + directory
                    + "; expected NAME.vfj, NAME.pcap, NAME.log, or NAME/source* with NAME/destination*");
        }
        if (!ways.isEmpty()) {
            return matrix(found.cases());
        }
        List<CaseResult> results = run(console, found, options(model, rules));
        ReportFile.write(sarif, out -> RegressSarif.write(out, results));
        ReportFile.write(junit, out -> RegressTests.write(out, results));
        show(results);
        List<CaseResult> open = accept ? accepted(found, results) : results;
        return exitCode(open);
    }

    /** A model by name may be needed and is written down with what it says; what is left out would be gone without a trace. */
    private void refuseToForget() {
        if (rules != null) {
            throw new UnusableException(
                    "--accept with --rules would forget the findings of other rules; expected one of them");
        }
        if (KnownModels.NONE.equals(model)) {
            throw new UnusableException(
                    "--accept with --model none would forget the findings of models; expected one of them");
        }
    }

    private RegressionOptions options(@Nullable String modelName, @Nullable String ruleList) {
        KnownModels models = KnownModels.with(modelJars);
        Optional<String> chosen = Optional.ofNullable(modelName);
        chosen.filter(name -> !name.equals(KnownModels.NONE)).ifPresent(models::named);
        RuleSelection selection = ruleList == null ? RuleSelection.ALL : RuleSelection.parse(ruleList);
        return new RegressionOptions(models, chosen, selection);
    }

    private int matrix(List<RegressionCase> cases) {
        if (accept || sarif != null || junit != null || expected != null) {
            throw new UnusableException(
                    "--matrix compares with no expectation; expected it without --accept, --sarif, --junit"
                            + " and --expected");
        }
        Map<String, Way> others = new LinkedHashMap<>();
        ways.forEach(way -> others.put(way, way(way)));
        int threads = Runtime.getRuntime().availableProcessors();
        Matrix matrix;
        try (ProgressLine progress = new ProgressLine(console, "replaying " + Text.plural(cases.size(), "case"))) {
            matrix = Matrix.of(cases, options(model, rules), others, threads, progress);
        }
        if (json) {
            MatrixJson.write(console.out(), matrix);
        } else {
            new MatrixText(console.palette()).lines(matrix).forEach(console::line);
        }
        return matrix.isChanged() ? ExitCode.FOUND : ExitCode.NOTHING_FOUND;
    }

    private Way way(String text) {
        String modelName = model;
        String ruleList = rules;
        for (String word : text.strip().split("\\s+", -1)) {
            int sign = word.indexOf('=');
            String value = word.substring(sign + 1);
            switch (word.substring(0, Math.max(sign, 0))) {
                case "model" -> modelName = value;
                case "rules" -> ruleList = value;
                case "expected" -> {
                    return writtenDown(text, value);
                }
                default ->
                    throw new UnusableException("\"" + text
                            + "\" is no way to see the cases; expected model=NAME, rules=LIST or" + " expected=DIR");
            }
        }
        return new Way.Replayed(options(modelName, ruleList));
    }

    private static Way writtenDown(String text, String directory) {
        if (!Files.isDirectory(Path.of(directory)) || text.strip().indexOf(' ') >= 0) {
            throw new UnusableException(
                    "\"" + text + "\" cannot be used; expected expected=DIR alone, with a directory of expectations");
        }
        return new Way.WrittenDown(Path.of(directory));
    }

    private static List<CaseResult> run(Console console, Found found, RegressionOptions options) {
        String work = "replaying " + Text.plural(found.cases().size(), "case");
        try (ProgressLine progress = new ProgressLine(console, work)) {
            return new Regression(options, Runtime.getRuntime().availableProcessors()).run(found, progress);
        }
    }

    private void show(List<CaseResult> results) {
        if (json) {
            RegressJson.write(console.out(), results);
            return;
        }
        RegressText text = new RegressText(console.palette(), directory);
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
                ExpectationFile.write(
                        subject.expectation(), result.observation().get());
                console.err().println("vfio-replay: accepted " + subject.expectation());
            } else {
                open.add(result);
            }
        }
        if (open.size() == results.size()) {
            console.err().println("vfio-replay: nothing to accept" + whatStays(open));
        }
        return open;
    }

    private static String whatStays(List<CaseResult> open) {
        boolean isSame = open.stream().allMatch(result -> result.status() == Status.SAME);
        return isSame ? "; everything is as expected" : "; what is missing, flaky or unusable is not accepted";
    }

    private static int exitCode(List<CaseResult> results) {
        if (results.stream().anyMatch(result -> result.status() == Status.UNUSABLE)) {
            return ExitCode.UNUSABLE;
        }
        boolean isSame = results.stream().allMatch(result -> result.status() == Status.SAME);
        return isSame ? ExitCode.NOTHING_FOUND : ExitCode.FOUND;
    }
}
